/** Names, among the contents that an engine loads, the input that a saved page carries. */
export const carriedInput = { url: 'headwater:input' } as const;

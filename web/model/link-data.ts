/** The data inside a link begins with the version of its form. */
export const linkDataForm = '1.';

/** Larger inputs do not travel in links, and a link's data does not unpack to more. */
export const maxLinkDataBytes = 2 ** 22;

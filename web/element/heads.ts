/** The set of heads after a click on one of them. */
export function toggleHead(
  chosen: readonly number[] | undefined,
  head: number,
  heads: number,
): readonly number[] | undefined {
  if (chosen === undefined) return heads === 1 ? undefined : [head];
  const rest = chosen.filter((other) => other !== head);
  const next = rest.length < chosen.length ? rest : [...chosen, head].sort((a, b) => a - b);
  return next.length === 0 || next.length === heads ? undefined : next;
}

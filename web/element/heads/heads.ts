/** The set of heads after a click that takes one alone; again on the one that is alone: all. */
export function onlyHead(
  chosen: readonly number[] | undefined,
  head: number,
): readonly number[] | undefined {
  return chosen?.length === 1 && chosen[0] === head ? undefined : [head];
}

/** The set of heads without one of them, or with it again; all where none is left. */
export function withoutHead(
  chosen: readonly number[] | undefined,
  head: number,
  heads: number,
): readonly number[] | undefined {
  const all = Array.from({ length: heads }, (_, other) => other);
  const used = new Set(chosen ?? all);
  const next = all.filter((other) => used.has(other) !== (other === head));
  return next.length === 0 || next.length === heads ? undefined : next;
}

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

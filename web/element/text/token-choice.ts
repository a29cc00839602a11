import type { SelectDetail } from '#element/events';

/** What a click on a token chooses: it alone, or with `add` it with the others or no longer. */
export function chosenTokens(queries: readonly number[], key: number, add: boolean): SelectDetail {
  const rest = queries.filter((query) => query !== key);
  const removes = rest.length < queries.length && rest.length > 0;
  const chosen = add ? (removes ? rest : [...rest, key]) : [key];
  return { queries: chosen, key: undefined };
}

/** The token that a key moves to from another; undefined where the key moves nowhere. */
export function movedToken(event: KeyboardEvent, at: number, last: number): number | undefined {
  if (event.metaKey || event.altKey) return undefined;
  const targets: Record<string, number> = {
    ArrowLeft: Math.max(0, at - 1),
    ArrowRight: Math.min(last, at + 1),
    Home: 0,
    End: last,
  };
  return targets[event.key];
}

/** The token that an event happened on. */
export function keyOf(event: Event): number | undefined {
  const token = (event.target as Element).closest('[data-key]');
  return token === null ? undefined : Number(token.getAttribute('data-key'));
}

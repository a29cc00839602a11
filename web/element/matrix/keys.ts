import type { Cell } from '#views/matrix/layout';

/** Rows and columns of a matrix. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** The cell that a key moves to from another, kept inside; undefined for keys that do not move. */
export function movedCell(
  { query, key }: Cell,
  {
    key: pressed,
    ctrlKey,
    metaKey,
    altKey,
  }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  { rows, columns }: Shape,
): Cell | undefined {
  if (metaKey || altKey) return undefined;
  const row = (value: number) => Math.min(rows - 1, Math.max(0, value));
  const column = (value: number) => Math.min(columns - 1, Math.max(0, value));
  switch (pressed) {
    case 'ArrowUp':
      return { query: row(query - 1), key };
    case 'ArrowDown':
      return { query: row(query + 1), key };
    case 'ArrowLeft':
      return { query, key: column(key - 1) };
    case 'ArrowRight':
      return { query, key: column(key + 1) };
    case 'PageUp':
      return { query: row(query - 10), key };
    case 'PageDown':
      return { query: row(query + 10), key };
    case 'Home':
      return { query: ctrlKey ? 0 : query, key: 0 };
    case 'End':
      return { query: ctrlKey ? rows - 1 : query, key: columns - 1 };
    default:
      return undefined;
  }
}

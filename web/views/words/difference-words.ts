import type { Difference } from '#views/cells/difference';
import { formatValue } from './format';
import { quote } from './sentences';

/** “Most at ‘fox’ ← ‘The’: 0.312 more. On average cells are 0.0102 apart.” */
export function differenceWords(
  { levels, largest, at: [row, column], mean }: Difference,
  rowLabels: readonly string[],
  columnLabels: readonly string[],
): string {
  if (largest === 0) return 'Both are the same in every cell.';
  const value = levels[0]?.values[row * columnLabels.length + column] ?? 0;
  const place = `${quote(rowLabels[row] ?? '')} ← ${quote(columnLabels[column] ?? '')}`;
  const amount = `${formatValue(largest)} ${value > 0 ? 'more' : 'less'}`;
  return `Most at ${place}: ${amount}. On average cells are ${formatValue(mean)} apart.`;
}

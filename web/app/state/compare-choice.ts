/** What can be set side by side. */
export const comparisons = ['methods', 'discard', 'fusion', 'presets', 'files'] as const;
export type ComparisonKind = (typeof comparisons)[number];

/** Which settings are set side by side, and which two are subtracted, by their place. */
export interface CompareChoice {
  readonly kind: ComparisonKind;
  readonly between: readonly [number, number];
  /** Name of the file that was opened beside the first; empty for none. */
  readonly second: string;
}

import { describe, expect, it } from 'vitest';
import { linkFields } from '#app/link/link-settings';
import { initialState } from '#app/state/state';
import { viewSettings } from '#element/headwater-view/view-settings';
import { defaultChoice } from '#model/attention';
import { defaultOptions, presets, type RolloutOptions } from '#model/options';
import { analysisSettings } from '#model/vocabulary/analysis-settings';
import { choiceSettings, usualAnalysis } from '#model/vocabulary/settings';

/** Options that no preset has. */
const others: readonly Partial<RolloutOptions>[] = [
  { fusion: { kind: 'mean', heads: [3] } },
  { fusion: { kind: 'gradient', heads: [0, 2] } },
  { fusion: { kind: 'weights', weights: [0.25, 0, 1e-7] } },
  { residual: { kind: 'average', weight: 0.3 } },
  { discard: { ratio: 0.5, order: 'before', rule: 'threshold' } },
  { startLayer: 2, fusedBelow: true },
];
const options = [
  ...Object.values(presets),
  ...others.map((some) => ({ ...defaultOptions, ...some })),
];

describe('settings', () => {
  it.each(['link', 'flag', 'attribute'] as const)('have no %s for two things', (where) => {
    for (const table of [[...choiceSettings, ...linkFields], viewSettings]) {
      const names = table.map((one) => one[where]).filter((name) => name !== undefined);
      expect(names).toEqual([...new Set(names)]);
    }
    const flags = [...choiceSettings, ...analysisSettings].flatMap(({ flag }) => flag ?? []);
    expect(flags).toEqual([...new Set(flags)]);
  });

  it.each(options)('read what they write: %j', (one) => {
    const shown = { layer: 3, view: 'matrix', rowShares: true };
    const analysis = { ...usualAnalysis, ...shown, options: one };
    for (const { text, put, ...names } of analysisSettings) {
      const written = text(analysis);
      if (written === undefined) continue;
      const read = put(analysis, written);
      // As one text, a ratio and its order know one rule.
      if (names.attribute === 'discard' && one.discard.rule === 'count') continue;
      expect([names, read]).toEqual([names, analysis]);
    }
  });

  it('refuse a text that names nothing', () => {
    const takesAny = ['view', 'beside', 'picked', 'left-out', 'reference', 'order'];
    const word = 'constructor';
    for (const { put } of choiceSettings) expect(put(defaultChoice, word)).toBeUndefined();
    for (const { link = '', put } of linkFields) {
      if (!takesAny.includes(link)) expect(put(initialState.settings, word)).toBeUndefined();
    }
  });
});

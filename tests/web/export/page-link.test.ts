import { describe, expect, it } from 'vitest';
import { linkedSettings, readLink } from '#app/link/link';
import { openingSettings } from '#app/state/state';
import { type PageLook, pageLink } from '#export/page-link';
import { defaultChoice } from '#model/attention';
import { defaultOptions, presets } from '#model/options';
import { usualAnalysis } from '#model/vocabulary/settings';
import { inputOf } from '../app/inputs';

const usual: PageLook = { ...usualAnalysis, choice: defaultChoice };

describe('the link of an exported page', () => {
  it('is empty where nothing differs from the defaults', () => {
    expect(pageLink(usual)).toBe('');
  });

  const input = inputOf();
  const looks: readonly Partial<PageLook>[] = [
    { view: 'matrix', method: 'flow', layer: 2, rowShares: true },
    { options: { ...defaultOptions, fusion: { kind: 'max', heads: [0, 3] }, startLayer: 1 } },
    {
      options: {
        ...defaultOptions,
        fusion: { kind: 'weights', weights: [0.5, 0, 0, 0, 0, 0, 0, 1] },
      },
    },
    { options: { ...defaultOptions, fusion: { kind: 'mean', heads: [3] }, fusedBelow: true } },
    { options: { ...defaultOptions, residual: { kind: 'average', weight: 0.3 } } },
    {
      choice: {
        sample: 2,
        joinSamples: true,
        batchItem: 1,
        layers: [0, 5],
        cropPadding: true,
        hiddenTokens: [7, 1],
        mergePieces: true,
        renormaliseRows: true,
      },
    },
    ...Object.values(presets).map((options) => ({ options })),
  ];

  it.each(looks)('is read by the explorer as it was meant: %j', (change) => {
    const look = { ...usual, ...change };
    const fragment = pageLink(look);
    if (fragment === '') {
      expect(look.options).toEqual(defaultOptions);
      return;
    }
    const read = readLink(`#${fragment}`);
    if (read.kind !== 'link') return expect.unreachable(read.kind);
    expect(read.complaints).toEqual([]);
    expect(read.link.choice).toEqual(look.choice);
    const settings = linkedSettings(read.link, openingSettings(input));
    expect(settings.options).toEqual(look.options);
    expect(settings.method).toBe(look.method);
    expect(settings.rowShares).toBe(look.rowShares ?? false);
    if (look.layer !== undefined) expect(settings.layer).toBe(look.layer);
    if (look.view !== undefined) expect(settings.view).toBe(look.view);
  });
});

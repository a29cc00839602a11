import { describe, expect, it } from 'vitest';
import { linkedSettings, linkOf, readLink, writeLink } from '#app/link/link';
import { initialState, openingSettings, reduce, type Settings, type State } from '#app/state/state';
import { defaultChoice } from '#model/attention';
import { defaultOptions, presets } from '#model/options';
import { linkVersion } from '#model/vocabulary/settings';
import { inputOf } from '../inputs';

const input = { ...inputOf(), source: { kind: 'example' } as const };
const opened = reduce(initialState, { type: 'opened', input });

/** The state that someone who follows the link to `state` gets. */
function followed(state: State): Settings {
  const read = readLink(`#${writeLink(linkOf(state) ?? expect.unreachable())}`);
  if (read.kind === 'none') return openingSettings(input);
  if (read.kind === 'refused') throw new Error(read.message);
  expect(read.complaints).toEqual([]);
  return linkedSettings(read.link, openingSettings(input));
}

function changed(change: Partial<Settings>): State {
  return reduce(opened, { type: 'changed', change });
}

const changes: Readonly<Record<string, Partial<Settings>>> = {
  view: { view: 'matrix' },
  method: { method: 'flow' },
  layer: { layer: 2 },
  'one position and a key': { selection: { queries: [4], key: 1 } },
  'several positions': { selection: { queries: [0, 3, 5], key: undefined } },
  'no position': { selection: { queries: [], key: undefined } },
  'some heads': { options: { ...defaultOptions, fusion: { kind: 'max', heads: [1, 6] } } },
  'mean of one head': { options: { ...defaultOptions, fusion: { kind: 'mean', heads: [3] } } },
  'weighted heads': {
    options: {
      ...defaultOptions,
      fusion: { kind: 'weights', weights: [0.25, 0, 1e-7, 3, 0, 0, 0, 1 / 3] },
    },
  },
  residual: { options: { ...defaultOptions, residual: { kind: 'average', weight: 0.3 } } },
  'first layer': { options: { ...defaultOptions, startLayer: 2 } },
  'shares of rows': { rowShares: true },
  paths: { paths: 100 },
  'heads on fused layers': { options: { ...defaultOptions, fusedBelow: true } },
  comparison: { compare: { kind: 'discard', between: [3, 1], second: '' } },
  'file beside it': { compare: { kind: 'files', between: [1, 0], second: 'Läufe & Pläne=1.json' } },
  patches: { image: { grid: [2, 3, 0], opacity: 0.25, picked: '' } },
  'picked picture': { image: { grid: 'auto', opacity: 0.6, picked: 'a cat.png' } },
  'scale of thumbnails': { thumbnails: 'own' },
  scale: {
    scale: { map: 'magma', kind: 'log', blocks: 'mean', range: [0.125, 0.4], shared: true },
  },
  'followed tokens': { followed: [0, 3] },
  'order of the table': { order: { by: 'flow', descending: true } },
  'sum of positions': { together: 'sum' },
  'first token': { sink: 'ratio' },
  panels: { panels: [1, 4] },
};

describe('a link', () => {
  it.each(Object.entries(changes))('brings back a changed %s', (_, change) => {
    const state = changed(change);
    expect(followed(state)).toEqual(state.settings);
  });

  it.each(Object.keys(presets))('brings back the preset %s', (name) => {
    const state = changed({ options: presets[name] ?? expect.unreachable() });
    expect(followed(state)).toEqual(state.settings);
  });

  it('is empty where nothing was changed', () => {
    expect(writeLink(linkOf(opened) ?? expect.unreachable())).toBe('');
    expect(readLink('')).toEqual({ kind: 'none' });
  });

  it('holds only what differs, in words people can read', () => {
    const link = linkOf(changed({ method: 'flow', selection: { queries: [1, 2], key: 0 } }));
    expect(writeLink(link ?? expect.unreachable())).toBe('v=1&method=flow&queries=1,2&key=0');
  });

  it('names the input, what is chosen of it, and the theme', () => {
    const source = { kind: 'src', url: 'https://example.org/run 7.json?part=2&of=3#x' } as const;
    const choice = { ...defaultChoice, sample: 3, cropPadding: true };
    const link = { source, choice, theme: 'dark', settings: {} } as const;
    expect(readLink(writeLink(link))).toEqual({ kind: 'link', link, complaints: [] });
  });

  it.each([
    { kind: 'file', name: 'Läufe & Pläne=1.json' },
    { kind: 'data', text: '{"tokens":["+","&","="]}' },
  ] as const)('keeps every sign of a source of kind $kind', (source) => {
    const link = { source, choice: defaultChoice, theme: 'system', settings: {} } as const;
    expect(readLink(writeLink(link))).toMatchObject({ kind: 'link', link: { source } });
  });
});

describe('a link that cannot be followed', () => {
  it('says that a newer page made it', () => {
    const read = readLink(`#v=${linkVersion + 1}&layer=2&hologram=1`);
    expect(read).toMatchObject({ kind: 'refused' });
    expect(read).toHaveProperty('message', expect.stringContaining('newer Headwater'));
  });

  it('says that its version is none', () => {
    expect(readLink('#v=first')).toMatchObject({ kind: 'refused' });
  });

  it('says which parts could not be read, and follows the others', () => {
    const read = readLink('#v=1&layer=two&method=rollup&discard=1&depth=3&paths=5');
    expect(read).toMatchObject({ kind: 'link', link: { settings: { paths: '5' } } });
    expect(read).toHaveProperty('complaints', [
      '“layer” is “two”, where a whole number from 0 to 2147483647 belongs',
      '“method” is “rollup”, where one of raw, rollout, flow belongs',
      '“discard” is “1”, where a number from 0 to below 1 belongs',
      '“depth” is not known',
    ]);
  });

  it('leaves a fragment that is none of its own alone', () => {
    expect(readLink('#view')).toEqual({ kind: 'none' });
  });
});

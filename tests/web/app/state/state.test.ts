import { describe, expect, it } from 'vitest';
import { type Action, initialState, reduce, type State } from '#app/state/state';
import { defaultChoice } from '#model/attention';
import { defaultOptions } from '#model/options';
import { firstChoice } from '#views/text/first-choice';
import { infoOf, inputOf } from '../inputs';

function run(...actions: Action[]): State {
  return actions.reduce(reduce, initialState);
}

const opened: Action = { type: 'opened', input: inputOf() };

function changed(change: Partial<State['settings']>, gesture?: string): Action {
  return gesture === undefined ? { type: 'changed', change } : { type: 'changed', change, gesture };
}

describe('opening an input', () => {
  it('shows its last layer and a word in the middle', () => {
    const { settings } = run(opened);
    expect(settings.layer).toBe(5);
    expect(settings.selection).toEqual({ queries: [2], key: undefined });
    expect(settings.method).toBe('rollout');
  });

  it('shows cross attention raw, because its layers cannot be multiplied', () => {
    const { settings } = run({ type: 'opened', input: inputOf({ queries: 4, keys: 6 }) });
    expect(settings.method).toBe('raw');
  });

  it('keeps to flow where it is quick, and begins with rollout where it takes long', () => {
    const flow = run(opened, changed({ method: 'flow' }));
    const next = (tokens: number): Action => {
      return { type: 'opened', input: inputOf({ queries: tokens, keys: tokens }, 2) };
    };
    expect(reduce(flow, next(40)).settings.method).toBe('flow');
    expect(reduce(flow, next(400)).settings.method).toBe('rollout');
  });

  it('forgets the history and the heads of the input before', () => {
    const fusion = { kind: 'max', heads: [7] } as const;
    const state = run(opened, changed({ options: { ...defaultOptions, fusion } }), {
      type: 'opened',
      input: inputOf({ heads: 2 }, 2),
    });
    expect(state.past).toEqual([]);
    expect(state.settings.options.fusion).toEqual({ kind: 'mean' });
  });
});

describe('the first chosen position', () => {
  it('is the read-out that the input names', () => {
    expect(firstChoice(infoOf({ readout: 4 }))).toBe(4);
  });

  it('is the mask where there is one', () => {
    const queryTokens = ['[CLS]', 'a', 'b', 'c', '[MASK]', '[SEP]'];
    expect(firstChoice(infoOf({ queryTokens }))).toBe(4);
  });

  it('is the last token of a causal model', () => {
    expect(firstChoice(infoOf({ causal: true }))).toBe(5);
  });

  it('is never a mark around the text while there is a word', () => {
    const queryTokens = ['[CLS]', 'word', '[SEP]', '[SEP]', '[SEP]', '[SEP]'];
    expect(firstChoice(infoOf({ queryTokens }))).toBe(1);
  });
});

describe('undo and redo', () => {
  it('go back and forth over every change', () => {
    const actions: Action[] = [opened, changed({ layer: 1 }), changed({ method: 'raw' })];
    const undone = run(...actions, { type: 'undone' });
    expect([undone.settings.layer, undone.settings.method]).toEqual([1, 'rollout']);
    const twice = reduce(undone, { type: 'undone' });
    expect(twice.settings.layer).toBe(5);
    const redone = reduce(reduce(twice, { type: 'redone' }), { type: 'redone' });
    expect(redone.settings).toEqual(run(...actions).settings);
  });

  it('take one drag of a slider as one step', () => {
    const state = run(
      opened,
      changed({ layer: 4 }, 'slider'),
      changed({ layer: 3 }, 'slider'),
      changed({ layer: 2 }, 'slider'),
      { type: 'undone' },
    );
    expect(state.settings.layer).toBe(5);
  });

  it('keep two drags with something between them apart', () => {
    const state = run(
      opened,
      changed({ layer: 4 }, 'slider'),
      changed({ view: 'matrix' }),
      changed({ layer: 2 }, 'slider'),
      { type: 'undone' },
    );
    expect(state.settings.layer).toBe(4);
    expect(state.settings.view).toBe('matrix');
  });

  it('forget what was undone once something else is changed', () => {
    const state = run(opened, changed({ layer: 1 }), { type: 'undone' }, changed({ layer: 2 }));
    expect(reduce(state, { type: 'redone' })).toBe(state);
  });

  it('do not stop at the steps of playing', () => {
    const state = run(
      opened,
      changed({ view: 'matrix' }),
      { type: 'passed', change: { layer: 0 } },
      { type: 'passed', change: { layer: 1 } },
      { type: 'undone' },
    );
    expect(state.settings.view).toBe('overview');
  });

  it('do nothing at the ends', () => {
    const state = run(opened);
    expect(reduce(state, { type: 'undone' })).toBe(state);
    expect(reduce(state, { type: 'redone' })).toBe(state);
  });
});

describe('settings', () => {
  it('stay within what the input holds', () => {
    expect(run(opened, changed({ layer: 99 })).settings.layer).toBe(5);
    expect(run(opened, changed({ layer: -3 })).settings.layer).toBe(0);
    const { selection } = run(
      opened,
      changed({ selection: { queries: [3, 77], key: 77 } }),
    ).settings;
    expect(selection).toEqual({ queries: [3], key: undefined });
  });

  it('show no layer below the one that the rollout starts with', () => {
    const options = { ...defaultOptions, startLayer: 3 };
    expect(run(opened, changed({ options, layer: 1 })).settings.layer).toBe(3);
    expect(run(opened, changed({ options, layer: 1, method: 'raw' })).settings.layer).toBe(1);
  });
});

describe('choosing within an input', () => {
  const crop = { ...defaultChoice, cropPadding: true };

  it('keeps the chosen position while it is still there', () => {
    const state = run(opened, {
      type: 'chosen',
      info: infoOf({ queries: 4, keys: 4 }),
      choice: crop,
    });
    expect(state.settings.selection.queries).toEqual([2]);
    expect(state.input?.choice).toEqual(crop);
  });

  it.each([{ hiddenTokens: [0] }, { mergePieces: true }, { batchItem: 1 }])(
    'chooses anew where %j lets a position mean another token',
    (change) => {
      const info = infoOf({ queries: 5, keys: 5, readout: 4 });
      const choice = { ...defaultChoice, ...change };
      const state = run(opened, { type: 'chosen', info, choice });
      expect(state.settings.selection).toEqual({ queries: [4], key: undefined });
    },
  );

  it('chooses anew for another sample', () => {
    const info = infoOf({ sample: 1, readout: 4 });
    const choice = { ...crop, sample: 1, cropPadding: false };
    const state = run(opened, { type: 'chosen', info, choice });
    expect(state.settings.selection).toEqual({ queries: [4], key: undefined });
  });
});

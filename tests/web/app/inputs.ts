import type { OpenInput } from '#app/state/state';
import { type AttentionInfo, defaultChoice } from '#model/attention';

const tokens = ['[CLS]', 'the', 'quick', 'fox', 'jumps', '[SEP]'];

/** What is known of a small input; parts may be changed. */
export function infoOf(changed: Partial<AttentionInfo> = {}): AttentionInfo {
  return {
    model: 'test',
    layers: 6,
    heads: 8,
    queries: tokens.length,
    keys: tokens.length,
    samples: 1,
    sample: 0,
    sampleNames: [''],
    joinable: false,
    batch: 1,
    batchItem: 0,
    layersRead: 6,
    tokensRead: tokens,
    mergeable: false,
    precision: 'float32',
    averagedHeads: undefined,
    passedOver: '',
    tokens,
    queryTokens: tokens,
    named: true,
    layerIndex: [0, 1, 2, 3, 4, 5],
    causal: false,
    rowSums: { deviation: 0, sum: 1, layer: 0, head: 0, row: 0 },
    padding: 0,
    promptLength: undefined,
    readout: undefined,
    recordedSteps: 0,
    nextToken: undefined,
    gradients: false,
    image: undefined,
    importance: [],
    notices: [],
    ...changed,
  };
}

export function inputOf(changed: Partial<AttentionInfo> = {}, id = 1): OpenInput {
  const source = { kind: 'file', name: 'test.json' } as const;
  return { id, name: source.name, source, info: infoOf(changed), choice: defaultChoice };
}

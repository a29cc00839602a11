import type { AttentionInfo, InputChoice } from '#model/attention';
import type { MinCut, Saturation } from '#model/flow';
import type { LayerOptions } from '#model/options';
import type {
  CutData,
  ErrorData,
  InputData,
  LayerSettings,
  Saturation as SaturationData,
} from '#wasm';
import { EngineError } from './engine';

/** Between what crosses the border of WebAssembly and what the page works with. */

export function refuse(error: ErrorData | undefined): void {
  if (error !== undefined) throw new EngineError(String(error.code), String(error.message));
}

/** Positions cross as 32 bits: others would wrap or be cut on their way. Throws `EngineError`. */
export function checkIndices(name: string, indices: readonly number[]): void {
  const wrong = indices.find((value) => (value | 0) !== value);
  if (wrong === undefined) return;
  throw new EngineError(
    'option',
    `The ${name} is ${wrong}, which is no position. Choose a whole number, counted from 0.`,
  );
}

/** What WebAssembly gives where it can; else throws its error. */
export function valuesOf<Values>(
  outcome: { ok: true; values: Values } | { ok: false; error: ErrorData },
): Values {
  if (outcome.ok) return outcome.values;
  throw new EngineError(String(outcome.error.code), String(outcome.error.message));
}

export function settingsOf(options: LayerOptions): LayerSettings {
  const { fusion, residual, discard } = options;
  const heads = fusion.kind === 'weights' ? [] : (fusion.heads ?? []);
  checkIndices('head', heads);
  return {
    fusion: fusion.kind,
    heads,
    weights: fusion.kind === 'weights' ? fusion.weights : [],
    residual: residual.kind,
    residualWeight: residual.kind === 'average' ? residual.weight : 0,
    discardRatio: discard.ratio,
    discardOrder: discard.order,
    discardRule: discard.rule,
  };
}

function optional(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

export function infoOf(
  data: InputData,
  choice: InputChoice,
  sampleNames: readonly string[],
): AttentionInfo {
  const { image } = data;
  return {
    model: String(data.model),
    layers: data.layers,
    heads: data.heads,
    queries: data.queries,
    keys: data.keys,
    samples: data.samples,
    sample: choice.sample,
    sampleNames,
    joinable: data.joinable,
    batch: data.batch,
    batchItem: choice.batchItem,
    layersRead: data.layersRead,
    tokensRead: data.tokensRead,
    mergeable: data.mergeable,
    precision: String(data.precision),
    averagedHeads: data.averagedHeads > 0 ? data.averagedHeads : undefined,
    passedOver: String(data.passedOver),
    tokens: data.tokens,
    queryTokens: data.queryTokens,
    named: data.named,
    layerIndex: data.layerIndex,
    causal: data.causal,
    rowSums: {
      deviation: data.rowSumDeviation,
      sum: data.worstRowSum,
      layer: data.worstLayer,
      head: data.worstHead,
      row: data.worstRow,
    },
    padding: data.padding,
    promptLength: optional(data.promptLength),
    readout: optional(data.readout),
    recordedSteps: data.recordedSteps,
    nextToken: data.nextToken,
    gradients: data.gradients,
    image: image && {
      src: String(image.src),
      grid: [image.rows, image.columns],
      prefixTokens: image.prefixTokens,
    },
    importance: data.importance,
    notices: data.warnings.map(({ code, message }) => ({
      name: String(code),
      message: String(message),
    })),
  };
}

export function cutOf(data: CutData): MinCut {
  return {
    value: data.value,
    kind: data.kind,
    arcs: data.arcs.map(([layer, from, to, capacity]) => ({ layer, from, to, capacity })),
    sourceSide: data.sourceSide,
  };
}

export function saturationOf(data: SaturationData): Saturation {
  return {
    atSink: [...data.atSink],
    atSource: [...data.atSource],
    atEither: [...data.atEither],
    rowSpread: [...data.rowSpread],
    identicalFrom: optional(data.identicalFrom),
    nearlyIdenticalFrom: optional(data.nearlyIdenticalFrom),
  };
}

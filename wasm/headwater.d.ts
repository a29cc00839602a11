// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
interface WasmModule {
}

type EmbindString = ArrayBuffer|Uint8Array|Uint8ClampedArray|Int8Array|string;
export interface ClassHandle {
  isAliasOf(other: ClassHandle): boolean;
  delete(): void;
  deleteLater(): this;
  isDeleted(): boolean;
  // @ts-ignore - If targeting lower than ESNext, this symbol might not exist.
  [Symbol.dispose](): void;
  clone(): this;
}
export type MatrixOutcome = { ok: true; values: Float32Array } | { ok: false; error: ErrorData };

export type CapacitiesOutcome = { ok: true; values: Float64Array } | { ok: false; error: ErrorData };

export type FusionKind = 'mean'|'max'|'min'|'weights';

export type ResidualKind = 'average'|'add'|'recurrent'|'none';

export type DiscardOrder = 'after'|'before';

export type DiscardRule = 'threshold'|'count';

export interface AttentionStore extends ClassHandle {
  nextRolloutLayer(): Float32Array | undefined;
  buffer(bytes: number): Uint8Array;
  fuse(settings: LayerSettings, layer: number): MatrixOutcome;
  capacities(settings: LayerSettings): CapacitiesOutcome;
  push(bytes: number): ErrorData | undefined;
  finish(): ErrorData | undefined;
  choose(choice: InputChoice): ErrorData | undefined;
  startRollout(settings: LayerSettings, startLayer: number): ErrorData | undefined;
  info(): InputData;
}

export type InputChoice = {
  sample: number,
  batchItem: number,
  cropPadding: boolean,
  renormaliseRows: boolean
};

export type LayerSettings = {
  fusion: FusionKind,
  heads: readonly number[],
  weights: readonly number[],
  residual: ResidualKind,
  residualWeight: number,
  discardRatio: number,
  discardOrder: DiscardOrder,
  discardRule: DiscardRule
};

export type ErrorData = {
  code: EmbindString,
  message: EmbindString
};

export type ImageData = {
  src: EmbindString,
  rows: number,
  columns: number,
  prefixTokens: number
};

export type InputData = {
  model: EmbindString,
  layers: number,
  heads: number,
  queries: number,
  keys: number,
  samples: number,
  batch: number,
  tokens: string[],
  queryTokens: string[],
  named: boolean,
  keyPositions: number[],
  queryPositions: number[],
  layerIndex: number[],
  causal: boolean,
  rowSumDeviation: number,
  worstRowSum: number,
  worstLayer: number,
  worstHead: number,
  worstRow: number,
  padding: number,
  promptLength: number,
  readout: number,
  image: ImageData | undefined,
  importance: string[],
  warnings: ErrorData[]
};

interface EmbindModule {
  FusionKind: {mean: 'mean', max: 'max', min: 'min', weights: 'weights'};
  ResidualKind: {average: 'average', add: 'add', recurrent: 'recurrent', none: 'none'};
  DiscardOrder: {after: 'after', before: 'before'};
  DiscardRule: {threshold: 'threshold', count: 'count'};
  AttentionStore: {
    new(_0: number, _1: number): AttentionStore;
  };
}

export type MainModule = WasmModule & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;

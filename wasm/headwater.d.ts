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

export type FusionKind = 'mean'|'max'|'min'|'weights'|'gradient';

export type ResidualKind = 'average'|'add'|'recurrent'|'none';

export type DiscardOrder = 'after'|'before';

export type DiscardRule = 'threshold'|'count';

export type ReadoutKind = 'position'|'max'|'mean';

export type AgreementMethod = 'raw'|'rollout'|'flow';

export type KeptHeads = 'all'|'mean-when-needed'|'mean';

export type CutKind = 'sink'|'source'|'mixture';

export interface AttentionStore extends ClassHandle {
  sampleNames(): string[];
  nextRolloutLayer(): MatrixOutcome | undefined;
  nextGenerationStep(): MatrixOutcome | undefined;
  buffer(bytes: number): Uint8Array;
  reduceHeads(layer: number, rows: number, columns: number): Float32Array;
  fuse(settings: LayerSettings, layer: number): MatrixOutcome;
  fusedLayers(settings: LayerSettings): CapacitiesOutcome;
  begin(inputBytes: number): void;
  push(bytes: number): ErrorData | undefined;
  open(): ErrorData | undefined;
  choose(choice: InputChoice): ErrorData | undefined;
  capacities(settings: LayerSettings, session: FlowSession): ErrorData | undefined;
  startRollout(settings: LayerSettings, startLayer: number, fusedBelow: boolean): ErrorData | undefined;
  startGeneration(settings: LayerSettings, promptLength: number, next: boolean): ErrorData | undefined;
  info(): InputData;
  end(name: EmbindString): ErrorData | undefined;
  reference(name: EmbindString): CapacitiesOutcome;
}

export interface FlowSession extends ClassHandle {
  capacities(): Float64Array;
  paths(pair: FlowPair): { nodes: number[]; amount: number }[];
  toSink(sink: number, sinkLayer: number): Float64Array;
  layerToSink(layer: number, sink: number, sinkLayer: number): Float64Array;
  fromSource(layer: number, source: number, sinkLayer: number): Float64Array;
  products(pair: FlowPair, most: number): { ok: true; values: { nodes: number[]; amount: number }[] } | { ok: false; error: ErrorData };
  cut(pair: FlowPair): CutData;
  verify(sink: number, sinkLayer: number): CutCheck;
  value(pair: FlowPair): number;
  measureSaturation(flow: Float64Array, sinkLayer: number, tolerance: number): Saturation;
  start(maxBytes: number): ErrorData | undefined;
  check(pair: FlowPair): ErrorData | undefined;
}

export type InputChoice = {
  sample: number,
  joinSamples: boolean,
  batchItem: number,
  layers: readonly number[],
  cropPadding: boolean,
  hiddenTokens: readonly number[],
  mergePieces: boolean,
  renormaliseRows: boolean
};

export type Readout = {
  kind: ReadoutKind,
  position: number
};

export type FlowPair = {
  layer: number,
  source: number,
  sink: number,
  sinkLayer: number
};

export type Saturation = {
  atSink: Float64Array,
  atSource: Float64Array,
  atEither: Float64Array,
  rowSpread: Float64Array,
  identicalFrom: number,
  nearlyIdenticalFrom: number
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

export type CutData = {
  value: number,
  kind: CutKind,
  arcs: [layer: number, from: number, to: number, capacity: number][],
  sourceSide: number[][]
};

export type CutCheck = {
  largestGap: number,
  largestInputGap: number,
  worst: FlowPair
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
  joinable: boolean,
  batch: number,
  layersRead: number,
  tokensRead: string[],
  mergeable: boolean,
  precision: EmbindString,
  averagedHeads: number,
  passedOver: EmbindString,
  tokens: string[],
  queryTokens: string[],
  named: boolean,
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
  recordedSteps: number,
  nextToken: string | undefined,
  gradients: boolean,
  image: ImageData | undefined,
  importance: string[],
  warnings: ErrorData[]
};

interface EmbindModule {
  FusionKind: {mean: 'mean', max: 'max', min: 'min', weights: 'weights', gradient: 'gradient'};
  ResidualKind: {average: 'average', add: 'add', recurrent: 'recurrent', none: 'none'};
  DiscardOrder: {after: 'after', before: 'before'};
  DiscardRule: {threshold: 'threshold', count: 'count'};
  ReadoutKind: {position: 'position', max: 'max', mean: 'mean'};
  AgreementMethod: {raw: 'raw', rollout: 'rollout', flow: 'flow'};
  KeptHeads: {all: 'all', 'mean-when-needed': 'mean-when-needed', mean: 'mean'};
  CutKind: {sink: 'sink', source: 'source', mixture: 'mixture'};
  AttentionStore: {
    new(_0: number, _1: KeptHeads): AttentionStore;
  };
  FlowSession: {
    new(_0: number, _1: number): FlowSession;
    checkSize(layers: number, tokens: number, maxBytes: number): ErrorData | undefined;
  };
  agreement(fused: Float64Array, tokens: number, reference: Float64Array, readout: Readout, method: AgreementMethod, settings: LayerSettings): CapacitiesOutcome;
  heapBytes(): number;
}

export type MainModule = WasmModule & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;

import type { AttentionInfo, InputChoice } from '#model/attention';
import type { FaithfulnessOptions } from '#model/faithfulness';
import type { FlowOptions, FlowPair, FlowPairResult, FlowResult, LayerPath } from '#model/flow';
import type { Generation, GenerationOptions } from '#model/generation';
import type { HeadStack } from '#model/heads';
import type { MatrixStack } from '#model/matrix';
import type { LayerOptions, RolloutOptions } from '#model/options';
import type { AgreementCase } from './agreements';
import type { InputContent, Loaded, LoadOptions, Progress } from './engine';
import type { Capacities } from './handles';

/** A share of the sinks of an attention flow: `count` of them from `first` on. */
export interface SinkRange {
  readonly first: number;
  readonly count: number;
}

/** An input stands; `fetched` is what addresses and links gave, undefined for other contents. */
export interface LoadResult extends Loaded {
  readonly fetched: readonly (Blob | undefined)[];
}

export interface LoadPayload extends Pick<LoadOptions, 'heads' | 'maxBytes'> {
  readonly contents: readonly InputContent[];
}

/** What a worker can be asked: payload and answer of each kind of task. */
export interface Tasks {
  load: { payload: LoadPayload; result: LoadResult };
  choose: { payload: { id: number; choice: InputChoice }; result: AttentionInfo };
  raw: { payload: { id: number; options: LayerOptions }; result: MatrixStack };
  rollout: { payload: { id: number; options: RolloutOptions }; result: MatrixStack };
  /** All flows, in this worker alone. */
  flow: { payload: { id: number; options: FlowOptions }; result: FlowResult };
  /** What each generated token takes from the tokens before it. */
  generate: { payload: { id: number; options: GenerationOptions }; result: Generation };
  /** These samples, ready to be evaluated anywhere. */
  agreementCases: {
    payload: { id: number; samples: readonly number[]; options: FaithfulnessOptions };
    result: readonly AgreementCase[];
  };
  /** `[sample][method][layer]`. */
  agreements: {
    payload: { cases: readonly AgreementCase[]; options: FaithfulnessOptions };
    result: readonly (readonly Float64Array[])[];
  };
  flowPair: {
    payload: { id: number; options: LayerOptions; pair: FlowPair };
    result: FlowPairResult;
  };
  rolloutPaths: {
    payload: { id: number; options: LayerOptions; pair: FlowPair; most: number };
    result: LayerPath[];
  };
  heads: { payload: { id: number; size: number }; result: HeadStack };
  /** What other workers need for these flows. */
  capacities: { payload: { id: number; options: FlowOptions }; result: Capacities };
  /** The result of flows that others solved, `[layer - sinkLayer][source][sink]`. */
  flowResult: {
    payload: { id: number; options: FlowOptions; flow: Float64Array<ArrayBuffer> };
    result: FlowResult;
  };
  /** Makes a worker ready to solve sinks of these capacities. */
  adopt: { payload: Capacities; result: undefined };
  /** `[sink - first][layer - sinkLayer][source]`, or without the layer axis for one layer. */
  sinks: {
    payload: { sinks: SinkRange; sinkLayer: number; layer: number | undefined };
    result: Float64Array<ArrayBuffer>;
  };
}

export type TaskKind = keyof Tasks;

export type TaskRequest = {
  [K in TaskKind]: { kind: K; task: number; payload: Tasks[K]['payload'] };
}[TaskKind];

/** To a worker. `task` numbers a request; its answers carry the same number. */
export type Request =
  | TaskRequest
  | { kind: 'cancel'; task: number }
  | { kind: 'release'; id: number };

/** From a worker. */
export type Response =
  | { kind: 'progress'; task: number; progress: Progress }
  | { kind: 'done'; task: number; result: Tasks[TaskKind]['result'] }
  | { kind: 'refused'; task: number; code: string; message: string }
  | { kind: 'cancelled'; task: number }
  /** The WebAssembly instance is broken, mostly for want of memory; the worker must be replaced. */
  | { kind: 'broken'; task: number; message: string };

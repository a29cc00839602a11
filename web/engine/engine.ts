import type { AttentionInfo, InputChoice } from '#model/attention';
import type { Agreements, FaithfulnessOptions } from '#model/faithfulness';
import type { FlowOptions, FlowPair, FlowPairResult, FlowResult, LayerPath } from '#model/flow';
import type { Generation, GenerationOptions } from '#model/generation';
import type { HeadStack } from '#model/heads';
import type { MatrixStack } from '#model/matrix';
import type { LayerOptions, RolloutOptions } from '#model/options';
import type { KeptHeads } from '#wasm';

/** Names one loaded input until it is released. */
export type InputId = number;

export interface Loaded {
  readonly id: InputId;
  readonly info: AttentionInfo;
}

/** How far a long task is. `total` is undefined where it cannot be known. */
export interface Progress {
  readonly done: number;
  readonly total: number | undefined;
  readonly unit: 'bytes' | 'layers' | 'sinks' | 'steps' | 'samples';
}

export interface TaskOptions {
  /** Ends the task; its promise rejects with the signal's reason and nothing changes. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Where an input's bytes are: a file or other bytes, text, a whole address that is fetched, or the
 * data of a link (web/export/link-data.ts).
 */
export type InputContent = Blob | string | { readonly url: string } | { readonly link: string };

/** What becomes of the heads of a layer. */
export type { KeptHeads };

export interface LoadOptions extends TaskOptions {
  /**
   * Whether every head is kept or only their mean, fused while reading. `mean-when-needed`, the
   * default, keeps the mean from where all would not fit `maxBytes`; `AttentionInfo.averagedHeads`
   * and a notice say so.
   */
  readonly heads?: KeptHeads;
  /** Weights take at most so much memory as float32; 2 GB where it is not given. */
  readonly maxBytes?: number;
}

/** An input or a request that the engine refused. `message` is for people, `code` for programs. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    /** A name of docs/messages.md, such as `ragged`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * All that can be asked of the analysis. Every method rejects with `EngineError` for bad input and
 * then leaves what was loaded before as it was.
 */
export interface Engine {
  /** Starts the worker now instead of with the first task, so that both sides load at once. */
  warm(): void;
  /**
   * Reads attention of any kind of docs/file-format.md, known by its content. Streams; memory stays
   * near the tensor's size. Of several contents, the samples of all are those of one input, named
   * by their files, which `InputChoice.joinSamples` can make the layers of one tensor.
   */
  load(input: InputContent | readonly InputContent[], options?: LoadOptions): Promise<Loaded>;
  /** What an input was read from; in place of an address or a link, the bytes that it gave. */
  contents(id: InputId): readonly InputContent[];
  /** What of the input is analysed from here on, and what is done to it before: `InputChoice`. */
  choose(id: InputId, choice: InputChoice): Promise<AttentionInfo>;
  /** Fused attention `W_l` of every layer, no residual, no discard. */
  raw(id: InputId, options: LayerOptions, task?: TaskOptions): Promise<MatrixStack>;
  /** `R_l` of every layer from `startLayer` up. O(layers · n³). */
  rollout(id: InputId, options: RolloutOptions, task?: TaskOptions): Promise<MatrixStack>;
  /**
   * Attention flow `F_l` of every layer from the sink layer up, with its saturation. Exact; see
   * docs/flow-method.md. Refused for rectangular input, the recurrent residual, and sizes that would
   * not fit. Takes about n³ steps.
   */
  flow(id: InputId, options: FlowOptions, task?: TaskOptions): Promise<FlowResult>;
  /** What limits one flow, and the paths it takes. Quick after `flow` with the same options. */
  flowPair(id: InputId, options: LayerOptions, pair: FlowPair): Promise<FlowPairResult>;
  /**
   * The `most` strongest of the paths whose products sum up to one value of the rollout,
   * `R_layer[source][sink]` from the sink layer up, strongest first; exact. Takes the options that
   * `flow` takes; `fusedBelow` plays no part.
   */
  rolloutPaths(
    id: InputId,
    options: LayerOptions,
    pair: FlowPair,
    most: number,
  ): Promise<readonly LayerPath[]>;
  /** All heads as thumbnails of at most `size` rows and columns. O(all weights). */
  heads(id: InputId, size: number, task?: TaskOptions): Promise<HeadStack>;
  /** What each generated token takes from those before it; refused where tokens read later ones. */
  generate(id: InputId, options: GenerationOptions, task?: TaskOptions): Promise<Generation>;
  /**
   * Rank correlation of raw attention, rollout and flow with a reference importance, for the given
   * samples of an input or all of them. The chosen sample stays chosen.
   */
  evaluate(
    id: InputId,
    options: FaithfulnessOptions,
    task?: TaskOptions & { readonly samples?: readonly number[] },
  ): Promise<Agreements>;
  /** Forgets an input. */
  release(id: InputId): void;
  /** Ends the workers; pending promises reject. */
  close(): void;
}

import { type AttentionData, contentOf } from '#engine/attention-data';
import {
  type Engine,
  EngineError,
  type InputId,
  type LoadOptions,
  type TaskOptions,
} from '#engine/engine';
import { inputAt } from '#engine/fetch-input';
import { type AttentionInfo, defaultChoice, type InputChoice } from '#model/attention';
import type { Agreements, FaithfulnessOptions } from '#model/faithfulness';
import type { FlowOptions, FlowPair, FlowPairResult, FlowResult, LayerPath } from '#model/flow';
import type { Generation, GenerationOptions } from '#model/generation';
import type { MatrixStack } from '#model/matrix';
import { defaultOptions, type LayerOptions, type RolloutOptions } from '#model/options';
import { methods } from '#model/vocabulary/kinds';

/** What can be loaded: a file's bytes or text, its address, or attention in memory. */
export type AttentionSource =
  | AttentionData
  | Blob
  | string
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | URL;

/**
 * One loaded input and what can be computed from it. Every method is asynchronous and rejects with
 * `EngineError` for settings that the input cannot take, with the signal's reason when aborted.
 * Options that are not given take the defaults of docs (heads mean, half residual, discard 0).
 */
export class Attention {
  readonly #engine: Engine;
  readonly #id: InputId;
  #info: AttentionInfo;
  #choice: InputChoice = defaultChoice;

  /** @internal */
  constructor(engine: Engine, id: InputId, info: AttentionInfo) {
    this.#engine = engine;
    this.#id = id;
    this.#info = info;
  }

  /** Layers, heads, tokens, and what should be known before trusting a picture. */
  get info(): AttentionInfo {
    return this.#info;
  }

  /** Chooses sample and batch item, crops padding, renormalises rows; what is not named stays. */
  async choose(choice: Partial<InputChoice>): Promise<AttentionInfo> {
    const chosen = { ...this.#choice, ...choice };
    this.#info = await this.#engine.choose(this.#id, chosen);
    this.#choice = chosen;
    return this.#info;
  }

  /** Fused attention of every layer, `[layer][query][key]` in float32. O(all weights). */
  raw(options: Partial<LayerOptions> = {}, task?: TaskOptions): Promise<MatrixStack> {
    return this.#engine.raw(this.#id, { ...defaultOptions, ...options }, task);
  }

  /** Rollout of every layer from `startLayer` up, `[layer][query][key]` in float32. O(layers · n³). */
  rollout(options: Partial<RolloutOptions> = {}, task?: TaskOptions): Promise<MatrixStack> {
    return this.#engine.rollout(this.#id, { ...defaultOptions, ...options }, task);
  }

  /** Attention flow of every layer from `sinkLayer` up, `[layer][source][sink]` in float64. Exact. */
  flow(options: Partial<FlowOptions> = {}, task?: TaskOptions): Promise<FlowResult> {
    return this.#engine.flow(this.#id, { ...defaultOptions, sinkLayer: 0, ...options }, task);
  }

  /** What limits one flow, and the paths it takes. */
  flowPair(pair: FlowPair, options: Partial<LayerOptions> = {}): Promise<FlowPairResult> {
    return this.#engine.flowPair(this.#id, { ...defaultOptions, ...options }, pair);
  }

  /**
   * The `most` strongest of the paths whose products sum up to one value of the rollout, strongest
   * first; exact.
   */
  rolloutPaths(
    pair: FlowPair,
    most: number,
    options: Partial<LayerOptions> = {},
  ): Promise<readonly LayerPath[]> {
    return this.#engine.rolloutPaths(this.#id, { ...defaultOptions, ...options }, pair, most);
  }

  /**
   * What each generated token takes from those before it, `[step][layer][token]` in float32; of a
   * recorded generation or of one causal pass, whose prompt is the input's own where `promptLength`
   * is not given. docs/generation.md.
   */
  async generate(
    options: Partial<GenerationOptions> = {},
    task?: TaskOptions,
  ): Promise<Generation> {
    const promptLength = options.promptLength ?? this.#info.promptLength;
    if (promptLength === undefined) {
      throw new EngineError(
        'option',
        'The input names no prompt: give its number of tokens, promptLength.',
      );
    }
    const all = { ...defaultOptions, next: false, ...options, promptLength };
    return this.#engine.generate(this.#id, all, task);
  }

  /**
   * Spearman's rank correlation of raw attention, rollout and flow with a reference importance, for
   * every sample (or those of `samples`) and layer. `reference` may be left out where there is one;
   * `readout` is the position that each sample names, where it is not given. docs/faithfulness.md.
   */
  async evaluate(
    options: Partial<FaithfulnessOptions> = {},
    task?: TaskOptions & { readonly samples?: readonly number[] },
  ): Promise<Agreements> {
    const { importance } = this.#info;
    const reference = options.reference ?? (importance.length === 1 ? importance[0] : undefined);
    if (reference === undefined) {
      const names = importance.map((name) => `“${name}”`).join(', ');
      throw new EngineError(
        'option',
        importance.length === 0
          ? 'The input has no reference importance to compare with: its samples need a field "importance".'
          : `The input has several references; choose one of ${names} as \`reference\`.`,
      );
    }
    const all = { ...defaultOptions, methods, readout: 'sample' as const, ...options, reference };
    return this.#engine.evaluate(this.#id, all, task);
  }

  /** Forgets the input; what is asked of it afterwards rejects. */
  close(): void {
    this.#engine.release(this.#id);
  }
}

/** One source or several, as several. */
export function severalOf(
  source: AttentionSource | readonly AttentionSource[],
): readonly AttentionSource[] {
  return Array.isArray(source) ? source : [source as AttentionSource];
}

/** The engine of a program: started by the first input, ended by `close`. */
export class Program {
  readonly #start: () => Engine;
  #engine: Engine | undefined;

  constructor(start: () => Engine) {
    this.#start = start;
  }

  async load(
    source: AttentionSource | readonly AttentionSource[],
    options: LoadOptions = {},
  ): Promise<Attention> {
    const contents = severalOf(source).map((each) =>
      each instanceof URL ? inputAt(each.href) : contentOf(each),
    );
    this.#engine ??= this.#start();
    const engine = this.#engine;
    const { id, info } = await engine.load(contents, options);
    return new Attention(engine, id, info);
  }

  close(): void {
    this.#engine?.close();
    this.#engine = undefined;
  }
}

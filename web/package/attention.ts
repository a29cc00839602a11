import { type AttentionData, contentOf } from '#engine/attention-data';
import type { Engine, InputId, TaskOptions } from '#engine/engine';
import { fetchInput } from '#engine/fetch-input';
import { type AttentionInfo, defaultChoice, type InputChoice } from '#model/attention';
import type { FlowOptions, FlowPair, FlowPairResult, FlowResult } from '#model/flow';
import type { MatrixStack } from '#model/matrix';
import { defaultOptions, type LayerOptions, type RolloutOptions } from '#model/options';

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

  /** Forgets the input; what is asked of it afterwards rejects. */
  close(): void {
    this.#engine.release(this.#id);
  }
}

/** The engine of a program: started by the first input, ended by `close`. */
export class Program {
  readonly #start: () => Engine;
  #engine: Engine | undefined;

  constructor(start: () => Engine) {
    this.#start = start;
  }

  async load(source: AttentionSource, task: TaskOptions = {}): Promise<Attention> {
    const content = source instanceof URL ? await fetchInput(source.href, task) : contentOf(source);
    this.#engine ??= this.#start();
    const engine = this.#engine;
    const { id, info } = await engine.load(content, task);
    return new Attention(engine, id, info);
  }

  close(): void {
    this.#engine?.close();
    this.#engine = undefined;
  }
}

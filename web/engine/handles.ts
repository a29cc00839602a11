import { type AttentionInfo, defaultChoice, type InputChoice } from '#model/attention';
import type { FaithfulnessOptions } from '#model/faithfulness';
import type { CutCheck, FlowPair, FlowPairResult, LayerPath, Saturation } from '#model/flow';
import type { Generation, GenerationOptions } from '#model/generation';
import type { HeadStack } from '#model/heads';
import type { MatrixStack } from '#model/matrix';
import type { LayerOptions, RolloutOptions } from '#model/options';
import type { AttentionStore, FlowSession } from '#wasm';
import { type AgreementCase, readoutOf } from './agreements';
import type { ByteSource } from './byte-source';
import type { LoadOptions } from './engine';
import { inputBytes } from './input-bytes';
import type { HeadwaterModule, Modules } from './module';
import {
  checkIndices,
  cutOf,
  infoOf,
  refuse,
  saturationOf,
  settingsOf,
  valuesOf,
} from './module-data';
import { readSource, refusalOf } from './read-source';
import { readersFor } from './sniff';

/** Only this file holds handles of WebAssembly objects. Their owners `delete()` them. */

/** Weights of one input may take this much, so that the rest of 4 GB serves the analysis. */
const MAX_TENSOR_BYTES = 2 ** 31;
/** Progress is told so often: each piece of input would wake the page thousands of times. */
const PROGRESS_MS = 50;
/** A flow solver may take this much. */
const MAX_FLOW_BYTES = 2 ** 30;
/** Rows of flow that differ by less count as the same: far above rounding, far below a pixel. */
const SAME_ROW = 1e-9;

/** The capacities of attention flow, `[layer][query][key]`. */
export interface Capacities {
  readonly values: Float64Array<ArrayBuffer>;
  readonly layers: number;
  readonly tokens: number;
}

/** How far something made layer by layer is. */
export interface StepsDone {
  readonly done: number;
  readonly total: number;
}

/** One input inside WebAssembly memory. */
export class LoadedAttention {
  #choice: InputChoice = defaultChoice;
  #sampleNames: readonly string[] | undefined;

  private constructor(
    /** The instance that holds it. */
    readonly module: HeadwaterModule,
    private readonly store: AttentionStore,
  ) {}

  /**
   * Reads attention from streams of any size; memory stays near the tensors'. Each source gives one
   * or several samples. The first bytes tell which module is needed. Throws `EngineError` for input
   * that is not as docs/file-format.md describes, and the signal's reason when aborted.
   */
  static async read(
    modules: Modules,
    given: ByteSource | readonly ByteSource[],
    {
      signal,
      onProgress,
      heads = 'mean-when-needed',
      maxBytes = MAX_TENSOR_BYTES,
    }: LoadOptions = {},
  ): Promise<LoadedAttention> {
    const sources = 'stream' in given ? [given] : given;
    const total = sources.reduce<number | undefined>(
      (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
      0,
    );
    let done = 0;
    let told = Number.NEGATIVE_INFINITY;
    const onBytes = (bytes: number) => {
      done += bytes;
      const now = performance.now();
      if (now - told < PROGRESS_MS && done !== total) return;
      told = now;
      onProgress?.({ done, total, unit: 'bytes' });
    };
    let module: HeadwaterModule | undefined;
    let store: AttentionStore | undefined;
    try {
      for (const source of sources) {
        const input = await inputBytes(source, onBytes, signal);
        const name = sources.length > 1 ? source.name : undefined;
        try {
          // What several sources hold is not known before all of them are open.
          module ??= await modules(sources.length > 1 ? 'formats' : readersFor(input.start));
          store ??= new module.AttentionStore(maxBytes, heads);
          await readSource(store, input, signal, name);
        } catch (error) {
          await input.cancel(error);
          throw refusalOf(error, source, input, name);
        }
      }
      if (module === undefined || store === undefined) throw new Error('no source was given');
      refuse(store.open());
      return new LoadedAttention(module, store);
    } catch (error) {
      store?.delete();
      // Those that are being read are locked, and let go of where they are read.
      for (const { stream } of sources) stream.cancel(error).catch(() => undefined);
      throw error;
    }
  }

  get choice(): InputChoice {
    return this.#choice;
  }

  info(): AttentionInfo {
    this.#sampleNames ??= this.store.sampleNames();
    return infoOf(this.store.info(), this.#choice, this.#sampleNames);
  }

  /** Chooses sample, batch item and preparation; on an error the former choice stays. */
  choose(choice: InputChoice): AttentionInfo {
    checkIndices('sample', [choice.sample]);
    checkIndices('batch item', [choice.batchItem]);
    checkIndices('layer', choice.layers);
    checkIndices('hidden token', choice.hiddenTokens);
    refuse(this.store.choose(choice));
    this.#choice = choice;
    return this.info();
  }

  /** Fused attention of every layer. O(layers · heads · queries · keys). */
  raw(options: LayerOptions): MatrixStack {
    const { layers, queries, keys } = this.store.info();
    const settings = settingsOf(options);
    const values = new Float32Array(layers * queries * keys);
    for (let layer = 0; layer < layers; layer += 1) {
      values.set(valuesOf(this.store.fuse(settings, layer)), layer * queries * keys);
    }
    return { method: 'raw', layers: range(0, layers), queries, keys, values };
  }

  /**
   * Rollout of every layer from `startLayer` up, one after the other: yields how many layers are
   * done, so that a caller can show progress or stop between layers. O(layers · n³).
   */
  *rollout(options: RolloutOptions): Generator<StepsDone, MatrixStack> {
    const { layers, queries, keys } = this.store.info();
    const { startLayer, fusedBelow = false } = options;
    checkIndices('start layer', [startLayer]);
    refuse(this.store.startRollout(settingsOf(options), startLayer, fusedBelow));
    const total = layers - startLayer;
    const values = new Float32Array(total * queries * keys);
    let done = 0;
    for (let next = this.store.nextRolloutLayer(); next !== undefined; ) {
      values.set(valuesOf(next), done * queries * keys);
      done += 1;
      yield { done, total };
      next = this.store.nextRolloutLayer();
    }
    return { method: 'rollout', layers: range(startLayer, layers), queries, keys, values };
  }

  /**
   * Every head of every layer with at most `size` rows and columns; yields after each layer.
   * O(layers · heads · queries · keys).
   */
  *heads(size: number): Generator<StepsDone, HeadStack> {
    const { layers, heads, queries, keys } = this.store.info();
    const rows = Math.min(size, queries);
    const columns = Math.min(size, keys);
    const values = new Float32Array(layers * heads * rows * columns);
    for (let layer = 0; layer < layers; layer += 1) {
      const reduced = this.store.reduceHeads(layer, rows, columns);
      values.set(reduced, layer * reduced.length);
      yield { done: layer + 1, total: layers };
    }
    return { layers, heads, rows, columns, values };
  }

  /** Attention flow over it; refused for rectangular input and the recurrent residual. */
  flow(options: LayerOptions): FlowSolver {
    const { layers, keys: tokens } = this.store.info();
    const settings = settingsOf(options);
    return new FlowSolver(this.module, { layers, tokens }, (session) =>
      refuse(this.store.capacities(settings, session)),
    );
  }

  /**
   * What each generated token takes from the tokens before it, step by step, so that a
   * caller can show progress or stop. docs/definitions.md#generation.
   */
  *generate(options: GenerationOptions): Generator<StepsDone, Generation> {
    const { layers, keys, recordedSteps } = this.store.info();
    const { promptLength, next } = options;
    checkIndices('prompt length', [promptLength]);
    refuse(this.store.startGeneration(settingsOf(options), promptLength, next));
    const steps = recordedSteps > 0 ? recordedSteps : keys - promptLength + (next ? 1 : 0);
    const tokens = promptLength + steps - 1;
    const values = new Float32Array(steps * layers * tokens);
    for (let step = 0; step < steps; step += 1) {
      const next = this.store.nextGenerationStep();
      const rows = next === undefined ? new Float32Array() : valuesOf(next);
      const length = promptLength + step;
      for (let layer = 0; layer < layers; layer += 1) {
        const row = rows.subarray(layer * length, (layer + 1) * length);
        values.set(row, (step * layers + layer) * tokens);
      }
      yield { done: step + 1, total: steps };
    }
    return { promptLength, steps, layers, tokens, values };
  }

  /** The chosen sample, as far as faithfulness needs it. */
  agreementCase(options: FaithfulnessOptions): AgreementCase {
    const { keys, readout } = this.store.info();
    return {
      sample: this.#choice.sample,
      tokens: keys,
      fused: valuesOf(this.store.fusedLayers(settingsOf(options))),
      reference: valuesOf(this.store.reference(options.reference)),
      readout: readoutOf(options.readout, readout, this.#choice.sample),
    };
  }

  delete(): void {
    this.store.delete();
  }
}

/** Attention flow over one stack of capacities. */
export class FlowSolver {
  readonly layers: number;
  readonly tokens: number;
  private readonly session: FlowSession;

  /** `fill` puts the capacities into the session. */
  constructor(
    module: HeadwaterModule,
    { layers, tokens }: Omit<Capacities, 'values'>,
    fill: (session: FlowSession) => void,
  ) {
    this.layers = layers;
    this.tokens = tokens;
    refuse(module.FlowSession.checkSize(layers, tokens, MAX_FLOW_BYTES));
    this.session = new module.FlowSession(layers, tokens);
    try {
      fill(this.session);
      refuse(this.session.start(MAX_FLOW_BYTES));
    } catch (error) {
      this.session.delete();
      throw error;
    }
  }

  /** Over capacities of another instance. */
  static over(module: HeadwaterModule, capacities: Capacities): FlowSolver {
    return new FlowSolver(module, capacities, (session) => {
      session.capacities().set(capacities.values);
    });
  }

  /** A copy, for other instances. */
  capacities(): Capacities {
    const values = this.session.capacities().slice() as Float64Array<ArrayBuffer>;
    return { values, layers: this.layers, tokens: this.tokens };
  }

  /** Throws `EngineError` for a pair outside the graph. */
  check(pair: FlowPair): void {
    checkIndices('layer', [pair.layer]);
    checkIndices('source', [pair.source]);
    checkIndices('sink', [pair.sink]);
    checkIndices('sink layer', [pair.sinkLayer]);
    refuse(this.session.check(pair));
  }

  /** Everything that flows into one sink: `[layer - sinkLayer][source]`, or `[source]` of a layer. */
  toSink(sink: number, sinkLayer: number, layer: number | undefined): Float64Array {
    return layer === undefined
      ? this.session.toSink(sink, sinkLayer)
      : this.session.layerToSink(layer, sink, sinkLayer);
  }

  /** One source, `[sink]`. */
  fromSource(layer: number, source: number, sinkLayer: number): Float64Array {
    return this.session.fromSource(layer, source, sinkLayer);
  }

  value(pair: FlowPair): number {
    return this.session.value(pair);
  }

  pair(pair: FlowPair): FlowPairResult {
    this.check(pair);
    return { cut: cutOf(this.session.cut(pair)), paths: this.session.paths(pair) };
  }

  /** The strongest paths of a pair's rollout over these matrices, strongest first. */
  products(pair: FlowPair, most: number): LayerPath[] {
    this.check(pair);
    return valuesOf(this.session.products(pair, most));
  }

  /** Solves one sink again and sets every value against its cut. */
  verify(sink: number, sinkLayer: number): CutCheck {
    const { largestGap, largestInputGap } = this.session.verify(sink, sinkLayer);
    return { pairs: (this.layers - sinkLayer) * this.tokens, largestGap, largestInputGap };
  }

  /** Of all flows, `[layer - sinkLayer][source][sink]`. */
  saturation(flow: Float64Array, sinkLayer: number): Saturation {
    return saturationOf(this.session.measureSaturation(flow, sinkLayer, SAME_ROW));
  }

  delete(): void {
    this.session.delete();
  }
}

function range(begin: number, end: number): number[] {
  return Array.from({ length: end - begin }, (_, index) => begin + index);
}

import type { AttentionInfo, InputChoice } from '#model/attention';
import { defaultChoice } from '#model/attention';
import type { MatrixStack } from '#model/matrix';
import type { LayerOptions, RolloutOptions } from '#model/options';
import type { AttentionStore, ErrorData, InputData, LayerSettings } from '#wasm';
import { type ByteSource, unpacked } from './byte-source';
import { EngineError, type Progress } from './engine';
import type { HeadwaterModule } from './module';

/** Weights of one input may take this much, so that the rest of 4 GB serves the analysis. */
const MAX_TENSOR_BYTES = 2 ** 31;
/** Larger pieces of input are pushed piece by piece, so that the buffer stays small. */
const MAX_PUSH_BYTES = 2 ** 18;

function refuse(error: ErrorData | undefined): void {
  if (error !== undefined) throw new EngineError(error.code, error.message);
}

function settingsOf(options: LayerOptions): LayerSettings {
  const { fusion, residual, discard } = options;
  return {
    fusion: fusion.kind,
    heads: fusion.kind === 'weights' ? [] : (fusion.heads ?? []),
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

function infoOf(data: InputData, choice: InputChoice): AttentionInfo {
  const { image } = data;
  return {
    model: data.model,
    layers: data.layers,
    heads: data.heads,
    queries: data.queries,
    keys: data.keys,
    samples: data.samples,
    sample: choice.sample,
    batch: data.batch,
    batchItem: choice.batchItem,
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
    image: image && {
      src: image.src,
      grid: [image.rows, image.columns],
      prefixTokens: image.prefixTokens,
    },
    importance: data.importance,
    notices: data.warnings.map(({ code, message }) => ({ name: code, message })),
  };
}

/**
 * One input inside WebAssembly memory: the only code that holds a handle of it. `delete()` it when
 * it is no longer needed.
 */
export class LoadedAttention {
  #choice: InputChoice = defaultChoice;

  private constructor(private readonly store: AttentionStore) {}

  /**
   * Reads attention from a stream of any size; memory stays near the tensor's. Throws `EngineError`
   * for input that is not as docs/file-format.md describes, and the signal's reason when aborted.
   */
  static async read(
    module: HeadwaterModule,
    source: ByteSource,
    task: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
  ): Promise<LoadedAttention> {
    let read = 0;
    const plain = await unpacked(source, (bytes) => {
      read += bytes;
      task.onProgress?.({ done: read, total: source.bytes, unit: 'bytes' });
    });
    const store = new module.AttentionStore(MAX_TENSOR_BYTES, plain.bytes ?? -1);
    const reader = plain.stream.getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        task.signal?.throwIfAborted();
        push(store, next.value);
      }
      refuse(store.finish());
      return new LoadedAttention(store);
    } catch (error) {
      store.delete();
      await reader.cancel(error).catch(() => undefined);
      throw error instanceof TypeError && plain.stream !== source.stream
        ? new EngineError('truncated', `The gzip data is damaged or cut off: ${error.message}.`)
        : error;
    }
  }

  info(): AttentionInfo {
    return infoOf(this.store.info(), this.#choice);
  }

  /** Chooses sample, batch item and preparation; on an error the former choice stays. */
  choose(choice: InputChoice): AttentionInfo {
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
      const fused = this.store.fuse(settings, layer);
      if (!fused.ok) throw new EngineError(fused.error.code, fused.error.message);
      values.set(fused.values, layer * queries * keys);
    }
    return { method: 'raw', layers: range(0, layers), queries, keys, values };
  }

  /**
   * Rollout of every layer from `startLayer` up, one after the other: yields the number of layers
   * done, so that a caller can show progress or stop between layers. O(layers · n³).
   */
  *rollout(options: RolloutOptions): Generator<number, MatrixStack> {
    const { layers, queries, keys } = this.store.info();
    refuse(this.store.startRollout(settingsOf(options), options.startLayer));
    const values = new Float32Array((layers - options.startLayer) * queries * keys);
    let done = 0;
    for (let matrix = this.store.nextRolloutLayer(); matrix !== undefined; ) {
      values.set(matrix, done * queries * keys);
      done += 1;
      yield done;
      matrix = this.store.nextRolloutLayer();
    }
    return { method: 'rollout', layers: range(options.startLayer, layers), queries, keys, values };
  }

  delete(): void {
    this.store.delete();
  }
}

function push(store: AttentionStore, bytes: Uint8Array): void {
  for (let begin = 0; begin < bytes.byteLength; begin += MAX_PUSH_BYTES) {
    const piece = bytes.subarray(begin, begin + MAX_PUSH_BYTES);
    store.buffer(piece.byteLength).set(piece);
    refuse(store.push(piece.byteLength));
  }
}

function range(begin: number, end: number): number[] {
  return Array.from({ length: end - begin }, (_, index) => begin + index);
}

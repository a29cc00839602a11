import type { Agreements, FaithfulnessOptions, ReadoutChoice } from '#model/faithfulness';
import type { Method } from '#model/matrix';
import type { Readout } from '#wasm';
import { EngineError, type Progress } from './engine';
import type { HeadwaterModule } from './module';
import { checkIndices, settingsOf } from './module-data';

/**
 * One sample on its way to the worker that computes its correlations: one fused matrix a layer, so
 * that it is smaller than its attention by the number of heads.
 */
export interface AgreementCase {
  /** Its number, for messages. */
  readonly sample: number;
  readonly tokens: number;
  /** `[layer][query][key]`. */
  readonly fused: Float64Array;
  readonly reference: Float64Array;
  readonly readout: Readout;
}

/** Samples to evaluate together: `[first, first + count)` of a list of them. */
export interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/** So many samples travel together at most. */
const MOST_SAMPLES = 16;

export function readoutOf(choice: ReadoutChoice, own: number, sample: number): Readout {
  if (choice === 'max' || choice === 'mean') return { kind: choice, position: 0 };
  if (choice !== 'sample') {
    checkIndices('read-out position', [choice]);
    return { kind: 'position', position: choice };
  }
  if (own >= 0) return { kind: 'position', position: own };
  throw new EngineError(
    'no-reference',
    `Sample ${sample} names no read-out position. Add a field "readout" to it, or choose a position, max or mean for all.`,
  );
}

/** Correlations of one sample, `[method][layer]`; NaN where undefined. */
export function agreementsOf(
  module: HeadwaterModule,
  { sample, tokens, fused, reference, readout }: AgreementCase,
  options: FaithfulnessOptions,
): Float64Array[] {
  const settings = settingsOf(options);
  return options.methods.map((method) => {
    const found = module.agreement(fused, tokens, reference, readout, method, settings);
    if (found.ok) return found.values;
    const message = `Sample ${sample}: ${found.error.message}`;
    throw new EngineError(String(found.error.code), message);
  });
}

export function sampleRanges(samples: number, workers: number): SampleRange[] {
  const count = Math.max(1, Math.min(MOST_SAMPLES, Math.ceil(samples / (4 * workers))));
  const ranges: SampleRange[] = [];
  for (let first = 0; first < samples; first += count) {
    ranges.push({ first, count: Math.min(count, samples - first) });
  }
  return ranges;
}

/** Gathers what samples gave, in whatever order it arrives. */
export class AgreementTable {
  readonly #correlations = new Map<Method, Float64Array>();
  #layers: number | undefined;
  #done = 0;

  constructor(
    private readonly samples: readonly number[],
    private readonly methods: readonly Method[],
  ) {}

  /** `found` is `[sample][method][layer]` of a range. Throws `EngineError` when layers differ. */
  place({ first, count }: SampleRange, found: readonly (readonly Float64Array[])[]): Progress {
    for (const [index, ofSample] of found.entries()) {
      const layers = ofSample[0]?.length ?? 0;
      this.#layers ??= layers;
      if (layers !== this.#layers) {
        throw new EngineError(
          'ragged',
          `Samples have ${this.#layers} and ${layers} layers (sample ${this.samples[first + index]}). Evaluate samples of one model at a time.`,
        );
      }
      for (const [m, method] of this.methods.entries()) {
        const all =
          this.#correlations.get(method) ?? new Float64Array(this.samples.length * layers);
        all.set(ofSample[m] ?? [], (first + index) * layers);
        this.#correlations.set(method, all);
      }
    }
    this.#done += count;
    return { done: this.#done, total: this.samples.length, unit: 'samples' };
  }

  agreements(): Agreements {
    return {
      samples: this.samples,
      layers: this.#layers ?? 0,
      correlations: Object.fromEntries(this.#correlations),
    };
  }
}

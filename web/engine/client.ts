import { type AttentionInfo, defaultChoice, type InputChoice } from '#model/attention';
import type { Agreements, FaithfulnessOptions } from '#model/faithfulness';
import type { FlowOptions, FlowPair, FlowPairResult, FlowResult, LayerPath } from '#model/flow';
import type { Generation, GenerationOptions } from '#model/generation';
import type { HeadStack } from '#model/heads';
import type { MatrixStack } from '#model/matrix';
import type { LayerOptions, RolloutOptions } from '#model/options';
import { AgreementTable, type SampleRange, sampleRanges } from './agreements';
import {
  type Engine,
  EngineError,
  type InputContent,
  type InputId,
  type Loaded,
  type LoadOptions,
  type TaskOptions,
} from './engine';
import { FlowPool, isShort } from './flow-pool';
import type { LoadPayload, TaskKind, Tasks } from './protocol';
import { type Port, WorkerLink } from './worker-link';
import { WorkerPool } from './worker-pool';

/** What it takes to load an input again in a fresh worker. */
interface Opened {
  readonly load: LoadPayload;
  info: AttentionInfo;
  choice: InputChoice;
  /** The id that the present worker knows it by; undefined until it is loaded there. */
  inner: number | Promise<number> | undefined;
}

/**
 * The analysis in a worker of its own, and in more of them where an attention flow is worth it. When
 * the worker breaks, mostly for want of memory, the task at hand is refused and a fresh worker loads
 * the inputs again as they are needed, so that nothing that was loaded is lost.
 */
export class WorkerEngine implements Engine {
  readonly #opened = new Map<InputId, Opened>();
  readonly #pool: WorkerPool;
  readonly #flows: FlowPool;
  #link: WorkerLink | undefined;
  #nextInput = 1;
  #closed = false;

  /** `workers` is the number of workers that share a large flow. */
  constructor(
    private readonly start: () => Port,
    workers: number,
  ) {
    this.#pool = new WorkerPool(start, workers);
    this.#flows = new FlowPool(this.#pool);
  }

  warm(): void {
    try {
      this.#worker();
    } catch {
      // Whoever asks for something is told.
    }
  }

  async load(
    input: InputContent | readonly InputContent[],
    { heads, maxBytes, ...task }: LoadOptions = {},
  ): Promise<Loaded> {
    const load = {
      contents: isList(input) ? input : [input],
      ...(heads && { heads }),
      ...(maxBytes !== undefined && { maxBytes }),
    };
    const { id, info, fetched } = await this.#worker().ask('load', load, task);
    // What is at an address may change or be gone when a fresh worker needs it.
    const contents = load.contents.map((content, place) => fetched[place] ?? content);
    const name = this.#nextInput;
    this.#nextInput += 1;
    this.#opened.set(name, {
      load: { ...load, contents },
      info,
      choice: defaultChoice,
      inner: id,
    });
    return { id: name, info };
  }

  contents(id: InputId): readonly InputContent[] {
    return this.#input(id).load.contents;
  }

  async choose(id: InputId, choice: InputChoice): Promise<AttentionInfo> {
    const opened = this.#input(id);
    opened.info = await this.#worker().ask('choose', { id: await this.#inner(opened), choice });
    opened.choice = choice;
    return opened.info;
  }

  async raw(id: InputId, options: LayerOptions, task: TaskOptions = {}): Promise<MatrixStack> {
    return this.#askOf(id, 'raw', { options }, task);
  }

  async rollout(
    id: InputId,
    options: RolloutOptions,
    task: TaskOptions = {},
  ): Promise<MatrixStack> {
    return this.#askOf(id, 'rollout', { options }, task);
  }

  async flow(id: InputId, options: FlowOptions, task: TaskOptions = {}): Promise<FlowResult> {
    const opened = this.#input(id);
    if (isShort(opened.info.keys)) {
      return this.#askOf(id, 'flow', { options }, task);
    }
    const { sinkLayer } = options;
    const capacities = await this.#askOf(id, 'capacities', { options }, task);
    const flow = await this.#flows.solve(capacities, { ...task, sinkLayer });
    return this.#askOf(id, 'flowResult', { options, flow }, task, [flow.buffer]);
  }

  async flowPair(id: InputId, options: LayerOptions, pair: FlowPair): Promise<FlowPairResult> {
    return this.#askOf(id, 'flowPair', { options, pair });
  }

  async rolloutPaths(
    id: InputId,
    options: LayerOptions,
    pair: FlowPair,
    most: number,
  ): Promise<readonly LayerPath[]> {
    return this.#askOf(id, 'rolloutPaths', { options, pair, most });
  }

  async heads(id: InputId, size: number, task: TaskOptions = {}): Promise<HeadStack> {
    return this.#askOf(id, 'heads', { size }, task);
  }

  async generate(
    id: InputId,
    options: GenerationOptions,
    task: TaskOptions = {},
  ): Promise<Generation> {
    return this.#askOf(id, 'generate', { options }, task);
  }

  async evaluate(
    id: InputId,
    options: FaithfulnessOptions,
    { samples: chosen, signal, onProgress }: TaskOptions & { samples?: readonly number[] } = {},
  ): Promise<Agreements> {
    const opened = this.#input(id);
    const { samples: total, keys } = opened.info;
    const samples = chosen ?? Array.from({ length: total }, (_, sample) => sample);
    const table = new AgreementTable(samples, options.methods);
    const evaluate = async (computing: WorkerLink, range: SampleRange): Promise<void> => {
      const wanted = samples.slice(range.first, range.first + range.count);
      const task = { ...(signal && { signal }) };
      const cases = await this.#askOf(id, 'agreementCases', { samples: wanted, options }, task);
      const found = await computing.ask('agreements', { cases, options }, task);
      // Not as the argument of a call that may be left out: then it would not be placed either.
      const progress = table.place(range, found);
      onProgress?.(progress);
    };
    const ranges = sampleRanges(samples.length, this.#pool.size);
    if (isShort(keys, samples.length)) {
      for (const range of ranges) await evaluate(this.#worker(), range);
    } else {
      await this.#pool.run(ranges, evaluate, signal);
    }
    return table.agreements();
  }

  release(id: InputId): void {
    const opened = this.#opened.get(id);
    this.#opened.delete(id);
    const link = this.#link;
    if (opened?.inner === undefined) return;
    Promise.resolve(opened.inner).then(
      (inner) => link?.release(inner),
      () => undefined,
    );
  }

  close(): void {
    this.#closed = true;
    this.#opened.clear();
    this.#pool.close();
    this.#link?.end(new EngineError('closed', 'The analysis was closed.'));
  }

  #worker(): WorkerLink {
    if (this.#closed) throw new EngineError('closed', 'The analysis was closed.');
    this.#link ??= new WorkerLink(this.start(), () => {
      this.#link = undefined;
      for (const opened of this.#opened.values()) opened.inner = undefined;
    });
    return this.#link;
  }

  #input(id: InputId): Opened {
    const opened = this.#opened.get(id);
    if (opened === undefined) {
      throw new EngineError('released', 'This input was closed. Open it again.');
    }
    return opened;
  }

  /**
   * Asks about an input; at once where the worker has it, so that this works before the page draws
   * what it knows so far.
   */
  async #askOf<K extends TaskKind>(
    id: InputId,
    kind: K,
    about: Omit<Tasks[K]['payload'], 'id'>,
    task: TaskOptions = {},
    transfer: Transferable[] = [],
  ): Promise<Tasks[K]['result']> {
    const inner = this.#inner(this.#input(id));
    const known = typeof inner === 'number' ? inner : await inner;
    const payload = { ...about, id: known } as Tasks[K]['payload'];
    return this.#worker().ask(kind, payload, task, transfer);
  }

  /** Loads an input again where the worker that had it was replaced. */
  #inner(opened: Opened): number | Promise<number> {
    const reload = async (): Promise<number> => {
      const link = this.#worker();
      const { id } = await link.ask('load', opened.load);
      await link.ask('choose', { id, choice: opened.choice }).catch((error: unknown) => {
        link.release(id);
        throw error;
      });
      return id;
    };
    if (opened.inner === undefined) {
      const inner = reload();
      opened.inner = inner;
      // What failed now can succeed later.
      inner.catch(() => {
        if (opened.inner === inner) opened.inner = undefined;
      });
    }
    return opened.inner;
  }
}

function isList(input: InputContent | readonly InputContent[]): input is readonly InputContent[] {
  return Array.isArray(input);
}

import type { FlowOptions, FlowResult } from '#model/flow';
import type { LayerOptions } from '#model/options';
import { agreementCases } from './agreement-cases';
import { agreementsOf } from './agreements';
import { breakdownCause } from './breakdown';
import type { ByteSource } from './byte-source';
import { EngineError, type InputContent, type Progress } from './engine';
import { FlowSolver, LoadedAttention, type StepsDone } from './handles';
import type { Modules } from './module';
import { openSource } from './open-source';
import type { Request, Response, TaskKind, TaskRequest, Tasks } from './protocol';
import { solveAllSinks, solveSinks } from './sinks';
import { type Task, turn } from './task';

export type Post = (response: Response, transfer: Transferable[]) => void;

/**
 * The worker's side of the protocol: runs tasks one after the other, stops between two layers, sinks
 * or pieces of input when a task is cancelled. Knows nothing of workers, so that tests and Node can
 * run it as it is.
 */
export class EngineHost {
  readonly #inputs = new Map<number, LoadedAttention>();
  readonly #tasks = new Map<number, AbortController>();
  /** The solver of the last flow that was asked for, because pairs of it are asked for next. */
  #solver: { readonly of: string; readonly solver: FlowSolver } | undefined;
  #nextId = 1;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly modules: Modules,
    private readonly post: Post,
    private readonly open = openSource,
  ) {}

  handle(request: Request): void {
    switch (request.kind) {
      case 'cancel':
        this.#tasks.get(request.task)?.abort();
        return;
      case 'release':
        // Not before the task at hand: between two of its steps it still holds what is deleted here.
        this.#queue = this.#queue.then(() => this.#release(request.id));
        return;
      default: {
        const task = new AbortController();
        this.#tasks.set(request.task, task);
        this.#queue = this.#queue.then(() => this.#answer(request, task.signal));
      }
    }
  }

  async #answer(request: TaskRequest, signal: AbortSignal): Promise<void> {
    const { task } = request;
    try {
      signal.throwIfAborted();
      const result = await this.#run(request, {
        signal,
        onProgress: (progress) => this.post({ kind: 'progress', task, progress }, []),
      });
      this.post({ kind: 'done', task, result }, transferOf(result));
    } catch (error) {
      this.post(failureOf(task, error, signal.aborted), []);
    } finally {
      this.#tasks.delete(task);
    }
  }

  async #run(request: TaskRequest, task: Task): Promise<Tasks[TaskKind]['result']> {
    switch (request.kind) {
      case 'load': {
        const { contents, ...options } = request.payload;
        const sources = await this.#openAll(contents, task.signal);
        const input = await LoadedAttention.read(this.modules, sources, { ...options, ...task });
        const id = this.#nextId;
        this.#nextId += 1;
        this.#inputs.set(id, input);
        const fetched = sources.map((source) => source.fetched?.content());
        return { id, info: input.info(), fetched };
      }
      case 'choose':
        this.#forgetSolver();
        return this.#input(request.payload.id).choose(request.payload.choice);
      case 'raw':
        return this.#input(request.payload.id).raw(request.payload.options);
      case 'rollout':
        return inTurns(
          this.#input(request.payload.id).rollout(request.payload.options),
          'layers',
          task,
        );
      case 'flow':
        return this.#flow(request.payload.id, request.payload.options, task);
      case 'generate': {
        const { id, options } = request.payload;
        return inTurns(this.#input(id).generate(options), 'steps', task);
      }
      case 'agreementCases': {
        const { id, samples, options } = request.payload;
        return agreementCases(this.#input(id), samples, options);
      }
      case 'agreements': {
        const { cases, options } = request.payload;
        const module = await this.modules('json');
        return cases.map((sample) => agreementsOf(module, sample, options));
      }
      case 'flowPair': {
        const { id, options, pair } = request.payload;
        return this.#solverOf(id, options).pair(pair);
      }
      case 'rolloutPaths': {
        const { id, options, pair, most } = request.payload;
        return this.#solverOf(id, options).products(pair, most);
      }
      case 'heads':
        return inTurns(this.#input(request.payload.id).heads(request.payload.size), 'layers', task);
      case 'capacities': {
        const { id, options } = request.payload;
        return this.#flowSolver(id, options).capacities();
      }
      case 'flowResult': {
        const { id, options, flow } = request.payload;
        return flowResult(this.#solverOf(id, options), options.sinkLayer, flow);
      }
      case 'adopt': {
        const module = await this.modules('json');
        this.#forgetSolver();
        this.#solver = { of: 'adopted', solver: FlowSolver.over(module, request.payload) };
        return undefined;
      }
      case 'sinks': {
        const { sinks, sinkLayer, layer } = request.payload;
        if (this.#solver === undefined) throw new Error('no capacities were adopted');
        return solveSinks(this.#solver.solver, sinks, sinkLayer, layer, task);
      }
      default:
        return request satisfies never;
    }
  }

  /** All contents or none: where one cannot be had, the others are let go of. */
  async #openAll(contents: readonly InputContent[], signal: AbortSignal): Promise<ByteSource[]> {
    const opening = contents.map((content) => this.open(content, signal));
    return Promise.all(opening).catch((error: unknown) => {
      for (const one of opening) {
        one.then(({ stream }) => stream.cancel(error)).catch(() => undefined);
      }
      throw error;
    });
  }

  async #flow(id: number, options: FlowOptions, task: Task): Promise<FlowResult> {
    const { sinkLayer } = options;
    const solver = this.#flowSolver(id, options);
    return flowResult(solver, sinkLayer, await solveAllSinks(solver, sinkLayer, undefined, task));
  }

  /** The solver of all flows to one layer, which is there. */
  #flowSolver(id: number, options: FlowOptions): FlowSolver {
    const solver = this.#solverOf(id, options);
    const top = solver.layers - 1;
    solver.check({ layer: top, source: 0, sink: 0, sinkLayer: options.sinkLayer });
    return solver;
  }

  #solverOf(id: number, options: LayerOptions): FlowSolver {
    const { fusion, residual, discard } = options;
    const of = JSON.stringify([id, fusion, residual, discard]);
    if (this.#solver?.of !== of) {
      this.#forgetSolver();
      this.#solver = { of, solver: this.#input(id).flow(options) };
    }
    return this.#solver.solver;
  }

  #forgetSolver(): void {
    this.#solver?.solver.delete();
    this.#solver = undefined;
  }

  #release(id: number): void {
    this.#inputs.get(id)?.delete();
    this.#inputs.delete(id);
    this.#forgetSolver();
  }

  #input(id: number): LoadedAttention {
    const input = this.#inputs.get(id);
    if (input === undefined) {
      throw new EngineError('released', 'This input was closed. Open it again.');
    }
    return input;
  }
}

/** Milliseconds between two looks at messages: one takes a tenth of one, a small layer far less. */
const LOOK_MS = 8;

/** Takes the steps of something made step by step, with looks at messages between them. */
async function inTurns<Result>(
  steps: Generator<StepsDone, Result>,
  unit: Progress['unit'],
  { signal, onProgress }: Task,
): Promise<Result> {
  let looked = Number.NEGATIVE_INFINITY;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - looked < LOOK_MS) continue;
    looked = performance.now();
    onProgress({ ...step.value, unit });
    await turn();
    signal.throwIfAborted();
  }
}

/** All flows, `[layer - sinkLayer][source][sink]`, and what they have lost. */
function flowResult(
  solver: FlowSolver,
  sinkLayer: number,
  values: Float64Array<ArrayBuffer>,
): FlowResult {
  const { layers, tokens } = solver;
  const shown = Array.from({ length: layers - sinkLayer }, (_, index) => sinkLayer + index);
  return {
    stack: { method: 'flow', layers: shown, queries: tokens, keys: tokens, values },
    saturation: solver.saturation(values, sinkLayer),
  };
}

function transferOf(result: Tasks[TaskKind]['result']): Transferable[] {
  if (result === undefined) return [];
  if (result instanceof Float64Array) return [result.buffer];
  if ('values' in result && ArrayBuffer.isView(result.values)) return [result.values.buffer];
  return 'stack' in result ? [result.stack.values.buffer as ArrayBuffer] : [];
}

function failureOf(task: number, error: unknown, aborted: boolean): Response {
  if (aborted) return { kind: 'cancelled', task };
  if (error instanceof EngineError) {
    return { kind: 'refused', task, code: error.code, message: error.message };
  }
  return { kind: 'broken', task, message: breakdownCause(error) };
}

import { explain } from '#app/picture/analysis';
import type { ServiceSources } from '#app/view/services';
import type { Engine, TaskOptions } from '#engine/engine';
import { type MatrixStack, matrixAt } from '#model/matrix';
import { placeOfLayer } from '#views/cells/rows';
import type { Side } from './sides';

/** Of larger stacks only the layer that is looked at is kept. */
const mostBytes = 2 ** 25;
/** Results that are kept though they are not looked at, to come back to. */
const mostKept = 8;

type Outcome = MatrixStack | { readonly refused: string };

/** Keeps the results of the settings that are compared, one computed after the other. */
export class Comparison extends EventTarget {
  readonly #engine: Engine;
  readonly #known = new Map<string, Outcome>();
  #wanted: ReadonlyMap<string, () => Promise<void>> = new Map();
  #running: { readonly key: string; readonly abort: AbortController } | undefined;

  constructor({ engine }: Pick<ServiceSources, 'engine'>) {
    super();
    this.#engine = engine;
  }

  /** The result of a setting; undefined while it is computed. */
  of(side: Side, layer: number): Outcome | undefined {
    return this.#known.get(keyOf(side, layer));
  }

  /** Asks for the results of these settings that are not there yet; others are no longer asked for. */
  compare(sides: readonly Side[], layer: number): void {
    this.#wanted = new Map(
      sides.map((side) => [keyOf(side, layer), () => this.#compute(side, layer)] as const),
    );
    for (const key of this.#known.keys()) {
      if (this.#known.size <= mostKept) break;
      if (!this.#wanted.has(key)) this.#known.delete(key);
    }
    if (this.#running !== undefined && !this.#wanted.has(this.#running.key)) {
      this.#running.abort.abort();
      this.#running = undefined;
    }
    this.#next();
  }

  #next(): void {
    if (this.#running !== undefined) return;
    for (const [key, compute] of this.#wanted) {
      if (this.#known.has(key)) continue;
      void compute();
      return;
    }
  }

  async #compute(side: Side, layer: number): Promise<void> {
    const key = keyOf(side, layer);
    const abort = new AbortController();
    const { signal } = abort;
    this.#running = { key, abort };
    let outcome: Outcome;
    try {
      const stack = await this.#stackOf(side, { signal });
      outcome = isLarge(side) ? onlyLayer(stack, layer) : stack;
    } catch (error) {
      outcome = { refused: explain(error) };
    }
    if (signal.aborted) return;
    this.#known.set(key, outcome);
    this.#running = undefined;
    this.#next();
    this.dispatchEvent(new Event('change'));
  }

  async #stackOf(
    { input: { id }, method, options }: Side,
    task: TaskOptions,
  ): Promise<MatrixStack> {
    switch (method) {
      case 'raw':
        return this.#engine.raw(id, options, task);
      case 'rollout':
        return this.#engine.rollout(id, options, task);
      case 'flow': {
        const flow = { ...options, sinkLayer: options.startLayer };
        return (await this.#engine.flow(id, flow, task)).stack;
      }
    }
  }
}

function isLarge({ input: { info } }: Side): boolean {
  return info.layers * info.queries * info.keys * 4 > mostBytes;
}

/** Names a result: the same for the same numbers. */
function keyOf(side: Side, layer: number): string {
  const { input, method, options } = side;
  const used = method === 'raw' ? options.fusion : options;
  return JSON.stringify([input.id, input.choice, method, used, isLarge(side) ? layer : 'all']);
}

function onlyLayer(stack: MatrixStack, layer: number): MatrixStack {
  const place = placeOfLayer(stack, layer);
  const values = matrixAt(stack, place).slice();
  return { ...stack, layers: [stack.layers[place] ?? 0], values };
}

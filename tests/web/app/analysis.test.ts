import { describe, expect, it } from 'vitest';
import { Analysis } from '#app/analysis';
import { Store } from '#app/store';
import { type Engine, EngineError, type TaskOptions } from '#engine/engine';
import type { MatrixStack, Method } from '#model/matrix';
import { defaultOptions, type LayerOptions } from '#model/options';
import { inputOf } from './inputs';

interface Asked {
  readonly method: Method;
  readonly options: LayerOptions;
  readonly signal: AbortSignal | undefined;
  answer(stack: MatrixStack): void;
  refuse(error: Error): void;
}

/** An engine that notes what it is asked and answers when the test says so. */
class PatientEngine implements Engine {
  readonly asked: Asked[] = [];

  raw(_: number, options: LayerOptions, task?: TaskOptions): Promise<MatrixStack> {
    return this.#ask('raw', options, task);
  }

  rollout(_: number, options: LayerOptions, task?: TaskOptions): Promise<MatrixStack> {
    return this.#ask('rollout', options, task);
  }

  load(): never {
    throw new Error('not part of these tests');
  }

  choose(): never {
    throw new Error('not part of these tests');
  }

  flow(): never {
    throw new Error('not part of these tests');
  }

  flowPair(): never {
    throw new Error('not part of these tests');
  }

  release(): void {}

  close(): void {}

  of(method: Method): Asked[] {
    return this.asked.filter((asked) => asked.method === method);
  }

  #ask(method: Method, options: LayerOptions, task?: TaskOptions): Promise<MatrixStack> {
    return new Promise((answer, refuse) => {
      this.asked.push({ method, options, signal: task?.signal, answer, refuse });
    });
  }
}

function stackOf(method: Method): MatrixStack {
  return { method, layers: [0], queries: 1, keys: 1, values: Float64Array.of(1) };
}

function start() {
  const engine = new PatientEngine();
  const store = new Store();
  const analysis = new Analysis(engine, store);
  const residual = (weight: number) =>
    store.dispatch({
      type: 'changed',
      change: { options: { ...defaultOptions, residual: { kind: 'average', weight } } },
    });
  return { engine, store, analysis, residual };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the analysis', () => {
  it('asks for every method when an input opens, the shown one first', () => {
    const { engine, store } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    expect(engine.asked.map(({ method }) => method)).toEqual(['rollout', 'raw']);
  });

  it('asks cross attention for its raw weights only', () => {
    const { engine, store } = start();
    store.dispatch({ type: 'opened', input: inputOf({ queries: 3 }) });
    expect(engine.asked.map(({ method }) => method)).toEqual(['raw']);
  });

  it('asks again only for what a change concerns', () => {
    const { engine, store, residual } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    residual(0.3);
    store.dispatch({ type: 'changed', change: { layer: 2 } });
    expect(engine.of('rollout').length).toBe(2);
    expect(engine.of('raw').length).toBe(1);
  });

  it('ends an older request when a newer one comes, and ignores its late answer', async () => {
    const { engine, store, analysis, residual } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    residual(0.3);
    const [older, newer] = engine.of('rollout');
    expect(older?.signal?.aborted).toBe(true);
    const late = stackOf('rollout');
    const right = stackOf('rollout');
    newer?.answer(right);
    await settled();
    older?.answer(late);
    await settled();
    expect(analysis.results.rollout?.stack).toBe(right);
    expect(analysis.computing).toBeUndefined();
  });

  it('keeps the picture there was when a request is refused, and says why', async () => {
    const { engine, store, analysis, residual } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    const first = stackOf('rollout');
    engine.of('rollout')[0]?.answer(first);
    await settled();
    residual(0.3);
    engine.of('rollout')[1]?.refuse(new EngineError('memory', 'Too large: use fewer layers.'));
    await settled();
    expect(analysis.results.rollout?.stack).toBe(first);
    expect(analysis.results.rollout?.options).toEqual(defaultOptions);
    expect(analysis.message).toBe('Too large: use fewer layers.');
  });

  it('takes the message away when the next request succeeds', async () => {
    const { engine, store, analysis, residual } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    engine.of('rollout')[0]?.refuse(new EngineError('memory', 'Too large.'));
    await settled();
    residual(0.3);
    engine.of('rollout')[1]?.answer(stackOf('rollout'));
    await settled();
    expect(analysis.message).toBeUndefined();
  });

  it('keeps the picture there was when it is cancelled', async () => {
    const { engine, store, analysis, residual } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    const first = stackOf('rollout');
    engine.of('rollout')[0]?.answer(first);
    await settled();
    residual(0.3);
    analysis.cancel();
    engine.of('rollout')[1]?.refuse(new Error('aborted'));
    await settled();
    expect(analysis.results.rollout?.stack).toBe(first);
    expect(analysis.computing).toBeUndefined();
    expect(analysis.message).toContain('Cancelled');
  });
});

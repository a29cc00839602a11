import { describe, expect, it } from 'vitest';
import { Analysis } from '#app/picture/analysis';
import { Store } from '#app/state/store';
import { type Engine, EngineError, type TaskOptions } from '#engine/engine';
import type { FlowResult, Saturation } from '#model/flow';
import type { MatrixStack, Method } from '#model/matrix';
import { defaultOptions, type LayerOptions } from '#model/options';
import { inputOf } from '../inputs';

const saturation: Saturation = {
  atSink: [0.5],
  atSource: [0.5],
  atEither: [1],
  rowSpread: [0],
  identicalFrom: 0,
  nearlyIdenticalFrom: 0,
};

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

  contents(): never {
    throw new Error('not part of these tests');
  }

  choose(): never {
    throw new Error('not part of these tests');
  }

  async flow(_: number, options: LayerOptions, task?: TaskOptions): Promise<FlowResult> {
    const stack = await this.#ask('flow', options, task);
    return { stack, saturation };
  }

  warm(): void {}

  flowPair(): never {
    throw new Error('not part of these tests');
  }

  generate(): never {
    throw new Error('not part of these tests');
  }

  evaluate(): never {
    throw new Error('not part of these tests');
  }

  rolloutPaths(): never {
    throw new Error('not part of these tests');
  }

  heads(): never {
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

function longInput() {
  return inputOf({ queries: 200, keys: 200 });
}

function start(painting = Promise.resolve()) {
  const engine = new PatientEngine();
  const store = new Store();
  const analysis = new Analysis(engine, store, () => painting);
  const residual = (weight: number) =>
    store.dispatch({
      type: 'changed',
      change: { options: { ...defaultOptions, residual: { kind: 'average', weight } } },
    });
  const method = (chosen: Method) =>
    store.dispatch({ type: 'changed', change: { method: chosen } });
  return { engine, store, analysis, residual, method };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the analysis', () => {
  it('asks for the shown method when an input opens, and for the others when its picture stands', async () => {
    let paint: () => void = () => {};
    const { engine, store } = start(
      new Promise((resolve) => {
        paint = resolve;
      }),
    );
    const methods = () => engine.asked.map(({ method }) => method);
    store.dispatch({ type: 'opened', input: inputOf() });
    expect(methods()).toEqual(['rollout']);
    engine.of('rollout')[0]?.answer(stackOf('rollout'));
    await settled();
    expect(methods()).toEqual(['rollout']);
    paint();
    await settled();
    expect(methods()).toEqual(['rollout', 'raw', 'flow']);
  });

  it('asks for the others at once beside a method that takes long', () => {
    const { engine, store, method, residual } = start();
    store.dispatch({ type: 'opened', input: longInput() });
    method('flow');
    residual(0.3);
    expect(engine.of('rollout').length).toBe(2);
  });

  it('does not ask for what was changed before its turn came', async () => {
    const { engine, store, residual } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    residual(0.3);
    for (const { answer } of engine.of('rollout')) answer(stackOf('rollout'));
    await settled();
    expect(engine.of('flow').map(({ options }) => options.residual)).toEqual([
      { kind: 'average', weight: 0.3 },
    ]);
  });

  it('asks cross attention for its raw weights only', () => {
    const { engine, store } = start();
    store.dispatch({ type: 'opened', input: inputOf({ queries: 3 }) });
    expect(engine.asked.map(({ method }) => method)).toEqual(['raw']);
  });

  it('asks again only for what a change concerns', async () => {
    const { engine, store, residual } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    residual(0.3);
    store.dispatch({ type: 'changed', change: { layer: 2 } });
    for (const { answer } of engine.of('rollout')) answer(stackOf('rollout'));
    await settled();
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

  it('asks for the flow of a long input only while it is shown', async () => {
    const { engine, store, analysis, method, residual } = start();
    store.dispatch({ type: 'opened', input: longInput() });
    expect(engine.of('flow').length).toBe(0);
    method('flow');
    expect(engine.of('flow').length).toBe(1);
    const stack = stackOf('flow');
    engine.of('flow')[0]?.answer(stack);
    await settled();
    method('rollout');
    expect(analysis.results.flow?.stack).toBe(stack);
    expect(analysis.results.flow?.saturation).toBe(saturation);
    residual(0.3);
    expect(engine.of('flow').length).toBe(1);
    expect(analysis.results.flow).toBeUndefined();
  });

  it('ends the flow of a long input when another method is shown', () => {
    const { engine, store, analysis, method } = start();
    store.dispatch({ type: 'opened', input: longInput() });
    method('flow');
    expect(analysis.computing?.method).toBe('flow');
    method('raw');
    expect(engine.of('flow')[0]?.signal?.aborted).toBe(true);
    expect(analysis.computing).toBeUndefined();
  });

  it('takes up what was cancelled when its method is chosen again, not before', () => {
    const { engine, store, analysis, method } = start();
    store.dispatch({ type: 'opened', input: longInput() });
    method('flow');
    analysis.cancel();
    expect(analysis.message).toContain('Cancelled');
    store.dispatch({ type: 'changed', change: { layer: 2 } });
    expect(engine.of('flow').length).toBe(1);
    method('rollout');
    expect(analysis.message).toBeUndefined();
    method('flow');
    expect(engine.of('flow').length).toBe(2);
    expect(analysis.message).toBeUndefined();
  });

  it('says why a method was refused only while it is shown', async () => {
    const { engine, store, analysis, method } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    engine.of('rollout')[0]?.answer(stackOf('rollout'));
    await settled();
    engine.of('flow')[0]?.refuse(new EngineError('size', 'Too large for a flow.'));
    await settled();
    expect(analysis.message).toBeUndefined();
    method('flow');
    engine.of('flow')[1]?.refuse(new EngineError('size', 'Too large for a flow.'));
    await settled();
    expect(analysis.message).toBe('Too large for a flow.');
    analysis.dismiss();
    expect(analysis.message).toBeUndefined();
    method('raw');
    expect(analysis.message).toBeUndefined();
  });

  it('asks for no flow with the recurrent residual', async () => {
    const { engine, store } = start();
    store.dispatch({ type: 'opened', input: inputOf() });
    engine.of('rollout')[0]?.answer(stackOf('rollout'));
    await settled();
    const options = { ...defaultOptions, residual: { kind: 'recurrent' } } as const;
    store.dispatch({ type: 'changed', change: { options } });
    expect(engine.of('rollout').length).toBe(2);
    expect(engine.of('flow').length).toBe(1);
    expect(engine.of('flow')[0]?.signal?.aborted).toBe(true);
  });
});

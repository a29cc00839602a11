import { afterEach, describe, expect, it } from 'vitest';
import { sourceOf } from '#engine/byte-source';
import { WorkerEngine } from '#engine/client';
import { EngineError } from '#engine/engine';
import { LoadedAttention } from '#engine/handles';
import { defaultChoice } from '#model/attention';
import { valueAt } from '#model/matrix';
import { defaultOptions } from '#model/options';
import { randomFile } from './attention-json';
import { crampedModules, freshModules } from './core';
import { HostPort } from './host-port';

const file = randomFile({ layers: 4, heads: 2, tokens: 6 }, 1);

let engine: WorkerEngine | undefined;
afterEach(() => engine?.close());

function start(modules = freshModules): { engine: WorkerEngine; ports: HostPort[] } {
  const ports: HostPort[] = [];
  engine = new WorkerEngine(() => {
    const port = new HostPort(modules());
    ports.push(port);
    return port;
  }, 2);
  return { engine, ports };
}

describe('WorkerEngine', () => {
  it('starts its worker with the first task, not before', async () => {
    const { engine, ports } = start();
    expect(ports).toHaveLength(0);
    await engine.load(file);
    expect(ports).toHaveLength(1);
  });

  it('answers each method with a stack of all layers', async () => {
    const { engine } = start();
    const { id, info } = await engine.load(file);
    expect(info.layers).toBe(4);
    const raw = await engine.raw(id, defaultOptions);
    const rollout = await engine.rollout(id, { ...defaultOptions, startLayer: 1 });
    const { stack: flow, saturation } = await engine.flow(id, { ...defaultOptions, sinkLayer: 0 });
    expect([raw.layers, rollout.layers, flow.layers]).toEqual([
      [0, 1, 2, 3],
      [1, 2, 3],
      [0, 1, 2, 3],
    ]);
    expect(saturation.atEither).toHaveLength(4);
    const { cut } = await engine.flowPair(id, defaultOptions, {
      layer: 3,
      source: 2,
      sink: 5,
      sinkLayer: 0,
    });
    expect(cut.value).toBe(valueAt(flow, 3, 2, 5));
  });

  it('shares a large flow out: nothing is solved twice, and the flows are not copied', async () => {
    const { engine, ports } = start();
    const large = randomFile({ layers: 2, heads: 1, tokens: 70 }, 3);
    const { id } = await engine.load(large);
    const options = { ...defaultOptions, sinkLayer: 1 };
    const { stack, saturation } = await engine.flow(id, options);
    const [kinds = [], ...others] = ports.map(({ received }) => received.map(({ kind }) => kind));
    expect(kinds).toEqual(['load', 'capacities', 'flowResult']);
    expect(new Set(others.flat())).toEqual(new Set(['adopt', 'sinks']));
    const last = ports[0]?.received.at(-1);
    // What was handed on is no longer here.
    expect(last?.kind === 'flowResult' && last.payload.flow.byteLength).toBe(0);
    const attention = await LoadedAttention.read(freshModules(), sourceOf(large));
    const solver = attention.flow(defaultOptions);
    for (let sink = 0; sink < 70; sink += 1) {
      const flow = solver.toSink(sink, 1, undefined);
      expect(flow).toEqual(
        Float64Array.from({ length: 70 }, (_, source) => valueAt(stack, 0, source, sink)),
      );
    }
    expect(stack).toMatchObject({ method: 'flow', layers: [1], queries: 70, keys: 70 });
    expect(saturation).toEqual(solver.saturation(new Float64Array(stack.values), 1));
  });

  it('refuses flows to a layer that is not there before it shares them out', async () => {
    const { engine, ports } = start();
    const { id } = await engine.load(randomFile({ layers: 2, heads: 1, tokens: 70 }, 3));
    const flow = engine.flow(id, { ...defaultOptions, sinkLayer: 2 });
    await expect(flow).rejects.toMatchObject({ code: 'option' });
    expect(ports).toHaveLength(1);
  });

  it('answers with the strongest paths of a rollout and with the heads made small', async () => {
    const { engine } = start();
    const { id } = await engine.load(file);
    const pair = { layer: 3, source: 2, sink: 5, sinkLayer: 0 };
    const paths = await engine.rolloutPaths(id, defaultOptions, pair, 7);
    expect(paths).toHaveLength(7);
    expect(paths[0]?.nodes).toHaveLength(5);
    const heads = await engine.heads(id, 3);
    expect(heads).toMatchObject({ layers: 4, heads: 2, rows: 3, columns: 3 });
    expect(heads.values).toHaveLength(4 * 2 * 9);
  });

  it('tells progress while it reads and while it multiplies', async () => {
    const { engine } = start();
    const units: string[] = [];
    const onProgress = ({ unit }: { unit: string }) => units.push(unit);
    const { id } = await engine.load(file, { onProgress });
    await engine.rollout(id, defaultOptions, { onProgress });
    expect(units).toContain('bytes');
    expect(units).toContain('layers');
  });

  it('refuses bad input with its code and keeps what was loaded', async () => {
    const { engine, ports } = start();
    const { id } = await engine.load(file);
    await expect(engine.load('{"attentions": [[[0.5]')).rejects.toMatchObject({
      name: 'EngineError',
      code: 'truncated',
    });
    expect((await engine.raw(id, defaultOptions)).layers).toHaveLength(4);
    expect(ports).toHaveLength(1);
  });

  it('rejects with the reason of an abort and goes on working', async () => {
    const { engine } = start();
    const { id } = await engine.load(file);
    const abort = new AbortController();
    const reason = new Error('another setting was chosen');
    const rollout = engine.rollout(id, defaultOptions, {
      signal: abort.signal,
      onProgress: () => abort.abort(reason),
    });
    await expect(rollout).rejects.toBe(reason);
    expect((await engine.rollout(id, defaultOptions)).layers).toHaveLength(4);
  });

  it('does not start what was aborted before', async () => {
    const { engine, ports } = start();
    const { id } = await engine.load(file);
    const asked = ports[0]?.received.length;
    await expect(
      engine.raw(id, defaultOptions, { signal: AbortSignal.abort(new Error('late')) }),
    ).rejects.toThrow('late');
    expect(ports[0]?.received.length).toBe(asked);
  });

  it('loads inputs again, with their choice, after its worker died', async () => {
    const { engine, ports } = start();
    const { id } = await engine.load(file);
    await engine.choose(id, { ...defaultChoice, renormaliseRows: true });
    const before = await engine.rollout(id, defaultOptions);
    ports[0]?.kill();
    expect(await engine.rollout(id, defaultOptions)).toEqual(before);
    expect(ports).toHaveLength(2);
    expect(ports[1]?.received.map(({ kind }) => kind)).toEqual(['load', 'choose', 'rollout']);
  });

  it('refuses the task during which its worker died', async () => {
    const { engine, ports } = start();
    const { id } = await engine.load(file);
    const rollout = engine.rollout(id, defaultOptions, { onProgress: () => ports[0]?.kill() });
    await expect(rollout).rejects.toMatchObject({ code: 'broken' });
  });

  it('says in plain words that memory ran out, and goes on with what was open', async () => {
    const { engine, ports } = start(() => crampedModules(400));
    const { id } = await engine.load(file);
    await engine.choose(id, { ...defaultChoice, layers: [1, 2] });
    const before = await engine.rollout(id, defaultOptions);
    const row = `[${new Array(200).fill('0').join(',')}]`;
    const matrix = `[${new Array(200).fill(row).join(',')}],`;
    const large = new Blob(['[', matrix.repeat(300)]);
    const refused = await engine.load(large).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EngineError);
    expect(refused).toMatchObject({
      code: 'broken',
      message:
        'The analysis stopped: memory ran out, or the computation failed. Try fewer layers or heads, or a shorter text.',
    });
    expect(await engine.rollout(id, defaultOptions)).toEqual(before);
    expect(ports).toHaveLength(2);
  }, 60_000);

  it('has what an input was read from', async () => {
    const { engine } = start();
    const blob = new Blob([file]);
    const { id } = await engine.load([file, blob]);
    expect(engine.contents(id)).toEqual([file, blob]);
    engine.release(id);
    expect(() => engine.contents(id)).toThrow('This input was closed');
  });

  it('finishes what is at hand before it forgets an input', async () => {
    const { engine } = start();
    const deep = randomFile({ layers: 60, heads: 1, tokens: 3 }, 2);
    const { id } = await engine.load(deep);
    const whole = await engine.rollout(id, defaultOptions);
    const onProgress = () => engine.release(id);
    expect(await engine.rollout(id, defaultOptions, { onProgress })).toEqual(whole);
    await expect(engine.raw(id, defaultOptions)).rejects.toMatchObject({ code: 'released' });
  });

  it('refuses inputs that were released, and everything once closed', async () => {
    const { engine } = start();
    const { id } = await engine.load(file);
    engine.release(id);
    await expect(engine.raw(id, defaultOptions)).rejects.toMatchObject({ code: 'released' });
    engine.close();
    await expect(engine.load(file)).rejects.toBeInstanceOf(EngineError);
  });
});

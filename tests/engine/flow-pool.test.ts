import { afterEach, describe, expect, it } from 'vitest';
import { sourceOf } from '#engine/byte-source';
import { FlowPool } from '#engine/flow-pool';
import { type Capacities, FlowSolver, LoadedAttention } from '#engine/handles';
import { solveAllSinks } from '#engine/sinks';
import { WorkerPool } from '#engine/worker-pool';
import { defaultOptions } from '#model/options';
import { randomFile } from './attention-json';
import { freshModules, startCore } from './core';
import { HostPort } from './host-port';

const idle = { signal: new AbortController().signal, onProgress: () => undefined };

async function capacitiesOf(tokens: number, causal: boolean): Promise<Capacities> {
  const text = randomFile({ layers: 5, heads: 2, tokens }, tokens, causal);
  const attention = await LoadedAttention.read(freshModules(), sourceOf(text));
  return attention.flow(defaultOptions).capacities();
}

async function alone(capacities: Capacities, sinkLayer = 0, layer?: number) {
  return solveAllSinks(FlowSolver.over(await startCore(), capacities), sinkLayer, layer, idle);
}

let pool: FlowPool | undefined;
afterEach(() => pool?.close());

function startPool(size: number): { pool: FlowPool; ports: HostPort[] } {
  const ports: HostPort[] = [];
  const start = () => {
    const port = new HostPort(freshModules());
    ports.push(port);
    return port;
  };
  pool = new FlowPool(new WorkerPool(start, size));
  return { pool, ports };
}

describe('FlowPool', () => {
  it.each([1, 2, 3, 7])('gives the same bits with %i workers as one thread alone', async (size) => {
    for (const causal of [false, true]) {
      const capacities = await capacitiesOf(21, causal);
      expect(await startPool(size).pool.solve(capacities)).toEqual(await alone(capacities));
    }
  });

  it('solves one layer, and sinks of an upper layer', async () => {
    const capacities = await capacitiesOf(13, false);
    const { pool } = startPool(2);
    expect(await pool.solve(capacities, { layer: 4 })).toEqual(await alone(capacities, 0, 4));
    expect(await pool.solve(capacities, { sinkLayer: 2 })).toEqual(await alone(capacities, 2));
  });

  it('starts no more workers than there are shares', async () => {
    const { pool, ports } = startPool(8);
    await pool.solve(await capacitiesOf(1, false));
    expect(ports).toHaveLength(1);
  });

  it('keeps its workers for the next flow', async () => {
    const capacities = await capacitiesOf(9, false);
    const { pool, ports } = startPool(2);
    await pool.solve(capacities);
    await pool.solve(capacities);
    expect(ports).toHaveLength(2);
  });

  it('tells progress in sinks up to the last', async () => {
    const seen: number[] = [];
    const { pool } = startPool(2);
    await pool.solve(await capacitiesOf(16, false), {
      onProgress: ({ done, total, unit }) => {
        expect([total, unit]).toEqual([16, 'sinks']);
        seen.push(done);
      },
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(16);
  });

  it('deals the share of a killed worker again', async () => {
    const capacities = await capacitiesOf(24, false);
    const { pool, ports } = startPool(2);
    let killed = false;
    const values = await pool.solve(capacities, {
      onProgress: () => {
        if (killed) return;
        killed = true;
        ports[0]?.kill();
      },
    });
    expect(ports.length).toBe(3);
    expect(values).toEqual(await alone(capacities));
  });

  it('gives up when workers die again and again, and works afterwards', async () => {
    const capacities = await capacitiesOf(8, false);
    let mortal = true;
    const start = () => {
      const port = new HostPort(freshModules());
      if (mortal) setImmediate(() => port.kill());
      return port;
    };
    pool = new FlowPool(new WorkerPool(start, 2));
    await expect(pool.solve(capacities)).rejects.toMatchObject({ code: 'broken' });
    mortal = false;
    expect(await pool.solve(capacities)).toEqual(await alone(capacities));
  });

  it('ends its workers at once when aborted', async () => {
    const capacities = await capacitiesOf(40, false);
    const { pool, ports } = startPool(2);
    const abort = new AbortController();
    const solving = pool.solve(capacities, {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('enough')),
    });
    await expect(solving).rejects.toThrow('enough');
    expect(ports.every((port) => port.ended)).toBe(true);
  });

  it('refuses capacities that are no capacities', async () => {
    const { values, ...size } = await capacitiesOf(6, false);
    const negative = values.slice();
    negative[7] = -0.5;
    await expect(startPool(2).pool.solve({ values: negative, ...size })).rejects.toMatchObject({
      code: 'negative',
    });
  });
});

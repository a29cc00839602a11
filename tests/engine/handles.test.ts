import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '#engine/byte-source';
import { EngineError } from '#engine/engine';
import { LoadedAttention } from '#engine/handles';
import { defaultChoice } from '#model/attention';
import { headAt } from '#model/heads';
import { type MatrixStack, matrixAt, valueAt } from '#model/matrix';
import { defaultOptions, type RolloutOptions } from '#model/options';
import { randomFile, randomWeights } from './attention-json';
import { freshModules, startCore } from './core';

const shape = { layers: 3, heads: 2, tokens: 5 };

async function load(text: string | Blob, modules = freshModules()): Promise<LoadedAttention> {
  return LoadedAttention.read(modules, sourceOf(text));
}

function finish<Result>(steps: Generator<unknown, Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function rolloutOf(attention: LoadedAttention, options: RolloutOptions = defaultOptions) {
  return finish(attention.rollout(options));
}

/** Nested loops over the definition in docs/definitions.md#rollout, for the default options. */
function plainRollout(weights: number[][][][]): number[][][] {
  const layers: number[][][] = [];
  for (const heads of weights) {
    const n = heads[0]?.length ?? 0;
    const at = (query: number, key: number) => {
      const mean = heads.reduce((sum, head) => sum + (head[query]?.[key] ?? 0), 0) / heads.length;
      return 0.5 * mean + (query === key ? 0.5 : 0);
    };
    const below = layers.at(-1);
    layers.push(
      Array.from({ length: n }, (_, query) =>
        Array.from({ length: n }, (_, key) => {
          if (below === undefined) return at(query, key);
          let sum = 0;
          for (let k = 0; k < n; k += 1) sum += at(query, k) * (below[k]?.[key] ?? 0);
          return sum;
        }),
      ),
    );
  }
  return layers;
}

function expectClose(stack: MatrixStack, layers: number[][][], tolerance: number): void {
  for (const [layer, rows] of layers.entries()) {
    for (const [query, row] of rows.entries()) {
      for (const [key, value] of row.entries()) {
        expect(Math.abs(valueAt(stack, layer, query, key) - value)).toBeLessThan(tolerance);
      }
    }
  }
}

describe('LoadedAttention', () => {
  it('tells what is in a file', async () => {
    const attention = await load(randomFile(shape, 1, true));
    expect(attention.info()).toMatchObject({
      model: 'random',
      layers: 3,
      heads: 2,
      queries: 5,
      keys: 5,
      samples: 1,
      batch: 1,
      tokens: ['token 0', 'token 1', 'token 2', 'token 3', 'token 4'],
      named: true,
      layerIndex: [0, 1, 2],
      causal: true,
      padding: 0,
      notices: [],
    });
    expect(attention.info().rowSums.deviation).toBeLessThan(1e-6);
  });

  it('computes rollout as the definition has it', async () => {
    const attention = await load(randomFile(shape, 2));
    expectClose(rolloutOf(attention), plainRollout(randomWeights(shape, 2)), 1e-6);
  });

  it('gives the fused weights of every layer', async () => {
    const weights = randomWeights(shape, 3);
    const attention = await load(JSON.stringify(weights));
    const raw = attention.raw({ ...defaultOptions, fusion: { kind: 'max' } });
    const largest = weights.map(([first = [], second = []]) =>
      first.map((row, query) =>
        row.map((weight, key) => Math.max(weight, second[query]?.[key] ?? 0)),
      ),
    );
    expectClose(raw, largest, 1e-7);
  });

  it('opens gzip as it opens plain text', async () => {
    const text = randomFile(shape, 4);
    const packed = await load(new Blob([gzipSync(text)]));
    expect(rolloutOf(packed)).toEqual(rolloutOf(await load(text)));
  });

  it('refuses damaged gzip', async () => {
    const packed = gzipSync(randomFile(shape, 5));
    await expect(load(new Blob([packed.subarray(0, packed.length / 2)]))).rejects.toMatchObject({
      name: 'EngineError',
      code: 'truncated',
    });
  });

  it('crops padding and renormalises rows when asked', async () => {
    const half = {
      tokens: ['a', 'b', '[PAD]'],
      attentions: [
        [
          [
            [0.25, 0.25, 0],
            [0.5, 0, 0],
            [0, 0.5, 0],
          ],
        ],
      ],
    };
    const attention = await load(JSON.stringify(half));
    expect(attention.info().notices.map(({ name }) => name)).toEqual([
      'row-sums-too-small',
      'padding',
    ]);
    const info = attention.choose({ ...defaultChoice, cropPadding: true, renormaliseRows: true });
    expect(info).toMatchObject({ queries: 2, keys: 2, tokens: ['a', 'b'], notices: [] });
    expect([...matrixAt(attention.raw(defaultOptions), 0)]).toEqual([0.5, 0.5, 1, 0]);
  });

  it('chooses batch items and samples, and keeps the choice when there is no such item', async () => {
    const one = randomWeights(shape, 6);
    const other = randomWeights(shape, 7);
    const batch = one.map((heads, layer) => [heads, other[layer]]);
    const attention = await load(
      JSON.stringify({ samples: [{ attentions: batch }, { attentions: one }] }),
    );
    expect(attention.info()).toMatchObject({ samples: 2, batch: 2 });
    attention.choose({ ...defaultChoice, batchItem: 1 });
    expectClose(rolloutOf(attention), plainRollout(other), 1e-6);
    expect(() => attention.choose({ ...defaultChoice, batchItem: 2 })).toThrow(EngineError);
    expectClose(rolloutOf(attention), plainRollout(other), 1e-6);
    attention.choose({ ...defaultChoice, sample: 1 });
    expectClose(rolloutOf(attention), plainRollout(one), 1e-6);
  });

  it('tells what there is to choose, and what is left after choosing', async () => {
    const weights = randomWeights({ layers: 3, heads: 2, tokens: 4 }, 14);
    const tokens = ['<s>', 'Ġre', 'do', '</s>'];
    const attention = await load(JSON.stringify({ tokens, readout: 2, attentions: weights }));
    expect(attention.info()).toMatchObject({
      layersRead: 3,
      tokensRead: tokens,
      mergeable: true,
      joinable: false,
      sampleNames: [''],
      precision: 'float32',
    });
    const choice = { ...defaultChoice, layers: [2], hiddenTokens: [3], mergePieces: true };
    const info = attention.choose({ ...choice, renormaliseRows: true });
    expect(info).toMatchObject({
      layers: 1,
      layersRead: 3,
      layerIndex: [2],
      tokens: ['<s>', 'Ġredo'],
      tokensRead: tokens,
      readout: 1,
    });
    expect(info.notices.map(({ name }) => name)).toEqual(['merged-pieces']);
    const [head = []] = weights[2] ?? [];
    const row = [1, 2].map((query) => head[query]?.slice(0, 3) ?? []);
    const sums = row.map(([a = 0, b = 0, c = 0]) => [a, b + c]);
    const mean = [0, 1].map((key) => ((sums[0]?.[key] ?? 0) + (sums[1]?.[key] ?? 0)) / 2);
    const total = (mean[0] ?? 0) + (mean[1] ?? 0);
    const raw = attention.raw({ ...defaultOptions, fusion: { kind: 'mean', heads: [0] } });
    expect(valueAt(raw, 0, 1, 1)).toBeCloseTo((mean[1] ?? 0) / total, 6);
  });

  it('stops reading when aborted', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    const reading = LoadedAttention.read(freshModules(), sourceOf(randomFile(shape, 8)), abort);
    await expect(reading).rejects.toThrow('enough');
  });

  it('gives all memory back: the heap stays after 1,000 loads', async () => {
    const modules = freshModules();
    const module = await modules('json');
    const text = randomFile({ layers: 4, heads: 4, tokens: 24 }, 9);
    const once = async () => {
      const attention = await load(text, modules);
      rolloutOf(attention);
      const solver = attention.flow(defaultOptions);
      solver.toSink(0, 0, undefined);
      solver.pair({ layer: 3, source: 1, sink: 2, sinkLayer: 0 });
      solver.delete();
      attention.delete();
    };
    for (let round = 0; round < 20; round += 1) await once();
    const settled = module.heapBytes();
    for (let round = 0; round < 1000; round += 1) await once();
    expect(module.heapBytes()).toBe(settled);
  }, 60_000);

  it('leaves no memory behind after input that it refuses', async () => {
    const modules = freshModules();
    const module = await modules('json');
    const cut = randomFile({ layers: 4, heads: 4, tokens: 24 }, 10).slice(0, -20);
    const once = () => expect(load(cut, modules)).rejects.toBeInstanceOf(EngineError);
    for (let round = 0; round < 20; round += 1) await once();
    const settled = module.heapBytes();
    for (let round = 0; round < 300; round += 1) await once();
    expect(module.heapBytes()).toBe(settled);
  }, 60_000);
});

describe('heads', () => {
  it('are given as they are where they fit, and by the largest weight of each block', async () => {
    const weights = randomWeights(shape, 16);
    const attention = await load(randomFile(shape, 16));
    const whole = finish(attention.heads(64));
    expect(whole).toMatchObject({ layers: 3, heads: 2, rows: 5, columns: 5 });
    expect([...whole.values]).toEqual(weights.flat(3).map(Math.fround));
    const small = finish(attention.heads(2));
    const blocks = [
      [0, 1, 2],
      [3, 4],
    ];
    for (const [layer, heads] of weights.entries()) {
      for (const [head, matrix] of heads.entries()) {
        const largest = blocks.flatMap((queries) =>
          blocks.map((keys) =>
            Math.max(...queries.flatMap((query) => keys.map((key) => matrix[query]?.[key] ?? 0))),
          ),
        );
        expect([...headAt(small, layer, head)]).toEqual(largest.map(Math.fround));
      }
    }
  });

  it('multiplied on top of the fused layers below average to the fused rollout', async () => {
    const attention = await load(randomFile(shape, 17));
    const fused = rolloutOf(attention);
    const each = [0, 1].map((head) =>
      rolloutOf(attention, {
        ...defaultOptions,
        fusion: { kind: 'mean', heads: [head] },
        fusedBelow: true,
      }),
    );
    fused.values.forEach((value, place) => {
      const sum = each.reduce((total, stack) => total + (stack.values[place] ?? 0), 0);
      expect(sum / 2).toBeCloseTo(value, 6);
    });
  });
});

describe('FlowSolver', () => {
  it('gives the first two layers by their closed forms', async () => {
    const attention = await load(randomFile(shape, 11));
    const solver = attention.flow(defaultOptions);
    const { values, tokens } = solver.capacities();
    const at = (layer: number, query: number, key: number) =>
      values[(layer * tokens + query) * tokens + key] ?? 0;
    for (let sink = 0; sink < tokens; sink += 1) {
      const flow = solver.toSink(sink, 0, undefined);
      for (let source = 0; source < tokens; source += 1) {
        let narrow = 0;
        for (let k = 0; k < tokens; k += 1) narrow += Math.min(at(1, source, k), at(0, k, sink));
        expect(flow[source]).toBeCloseTo(at(0, source, sink), 12);
        expect(flow[tokens + source]).toBeCloseTo(narrow, 12);
      }
    }
  });

  it('backs a value by a cut of that capacity and by paths of that amount', async () => {
    const attention = await load(randomFile(shape, 12));
    const solver = attention.flow(defaultOptions);
    const pair = { layer: 2, source: 4, sink: 1, sinkLayer: 0 };
    const { cut, paths } = solver.pair(pair);
    expect(cut.value).toBe(solver.value(pair));
    expect(cut.arcs.reduce((sum, arc) => sum + arc.capacity, 0)).toBeCloseTo(cut.value, 9);
    expect(paths.reduce((sum, path) => sum + path.amount, 0)).toBeCloseTo(cut.value, 12);
    for (const { nodes } of paths) {
      expect(nodes).toHaveLength(4);
      expect([nodes[0], nodes[3]]).toEqual([4, 1]);
    }
  });

  it('takes a rollout apart into the products of all its paths', async () => {
    const attention = await load(randomFile(shape, 15));
    const solver = attention.flow(defaultOptions);
    const rollout = rolloutOf(attention);
    const paths = solver.products({ layer: 2, source: 4, sink: 1, sinkLayer: 0 }, 1000);
    expect(paths).toHaveLength(25);
    const sum = paths.reduce((total, { amount }) => total + amount, 0);
    expect(sum).toBeCloseTo(valueAt(rollout, 2, 4, 1), 6);
    const amounts = paths.map(({ amount }) => amount);
    expect(amounts).toEqual([...amounts].sort((one, other) => other - one));
    const upper = solver.products({ layer: 2, source: 4, sink: 1, sinkLayer: 1 }, 3);
    expect(upper).toHaveLength(3);
    expect(upper.map(({ nodes }) => nodes.length)).toEqual([3, 3, 3]);
    expect(() => solver.products({ layer: 2, source: 5, sink: 0, sinkLayer: 0 }, 1)).toThrow(
      EngineError,
    );
  });

  it('refuses the recurrent residual, rectangles, and pairs outside the graph', async () => {
    const attention = await load(randomFile(shape, 13));
    expect(() => attention.flow({ ...defaultOptions, residual: { kind: 'recurrent' } })).toThrow(
      /recurrent/,
    );
    const rectangle = await load('[[[[0.5,0.5,0],[1,0,0]]]]');
    expect(() => rectangle.flow(defaultOptions)).toThrow(/2 rows and 3 columns/);
    const solver = attention.flow(defaultOptions);
    expect(() => solver.pair({ layer: 2, source: 5, sink: 0, sinkLayer: 0 })).toThrow(EngineError);
  });

  it('refuses a size that will not fit before it takes the memory', async () => {
    const module = await startCore();
    const refusal = module.FlowSession.checkSize(12, 4096, 2 ** 30);
    expect(refusal).toMatchObject({ code: 'too-large' });
    // Five times the capacities, and the padding of their rows.
    expect(String(refusal?.message)).toContain('8117 MB');
    expect(module.FlowSession.checkSize(12, 1480, 2 ** 30)).toBeUndefined();
    expect(module.FlowSession.checkSize(12, 1600, 2 ** 30)).toMatchObject({ code: 'too-large' });
  });
});

describe('numbers that leave their range', () => {
  const add: RolloutOptions = { ...defaultOptions, residual: { kind: 'add' } };
  const deep = (layers: number, matrix: string) => `[${Array(layers).fill(matrix).join(',')}]`;

  it('are refused at their layer, and other settings give theirs', async () => {
    const attention = await load(deep(200, '[[0.5,0.5],[0.5,0.5]]'));
    expect(() => rolloutOf(attention, add)).toThrow(
      /^The rollout leaves the range of numbers at layer 128 .*Choose the average residual/,
    );
    expect(rolloutOf(attention).values.every(Number.isFinite)).toBe(true);
    expect([...matrixAt(attention.raw(add), 199)]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('are refused in a generation', async () => {
    const attention = await load(deep(200, '[[1,0,0],[0.5,0.5,0],[0.5,0.25,0.25]]'));
    const steps = attention.generate({ ...add, promptLength: 2, next: false });
    expect(() => finish(steps)).toThrow(/generation step leaves the range of numbers at layer 128/);
  });

  it('are refused in the paths of a rollout, with the layer of the file', async () => {
    const attention = await load(deep(1100, '[[1]]'));
    const solver = attention.flow(add);
    const pair = { layer: 1099, source: 0, sink: 0, sinkLayer: 50 };
    expect(() => solver.products(pair, 1)).toThrow(/leaves the range of numbers at layer 1073 /);
    expect(solver.products({ ...pair, layer: 1000 }, 1)).toMatchObject([{ amount: 2 ** 951 }]);
  });
});

describe('many samples', () => {
  it('give their names once, whichever is chosen', async () => {
    const attention = await load('{"name":"a","attentions":[[[1]]]}\n{"attentions":[[[1]]]}');
    const { sampleNames } = attention.info();
    expect(sampleNames).toEqual(['a', '']);
    expect(attention.choose({ ...defaultChoice, sample: 1 }).sampleNames).toBe(sampleNames);
  });
});

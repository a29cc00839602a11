import { describe, expect, it } from 'vitest';
import { Comparison } from '#app/views/compare/comparison';
import { sidesOf } from '#app/views/compare/sides';
import { type Engine, EngineError, type TaskOptions } from '#engine/engine';
import type { MatrixStack } from '#model/matrix';
import { defaultOptions, type RolloutOptions } from '#model/options';
import { inputOf } from '../../inputs';

const settled = () => new Promise((resolve) => setTimeout(resolve));

/** An engine that answers rollouts when the test says so. */
function start() {
  const asked: { ratio: number; task: TaskOptions; answer: (error?: Error) => void }[] = [];
  const stack: MatrixStack = {
    method: 'rollout',
    layers: [0, 1],
    queries: 1,
    keys: 1,
    values: Float32Array.of(1, 2),
  };
  const engine = {
    rollout: (_: number, { discard }: RolloutOptions, task: TaskOptions) =>
      new Promise((resolve, reject) => {
        const answer = (error?: Error) => (error ? reject(error) : resolve(stack));
        asked.push({ ratio: discard.ratio, task, answer });
      }),
  };
  return { asked, comparison: new Comparison({ engine: engine as unknown as Engine }) };
}

const settings = { method: 'rollout', options: defaultOptions } as const;

describe('a comparison', () => {
  const sides = sidesOf('discard', settings, inputOf(), undefined);

  it('asks for one side after the other and keeps what it has', async () => {
    const { asked, comparison } = start();
    comparison.compare(sides, 1);
    for (const place of [0, 1, 2, 3]) {
      expect(asked).toHaveLength(place + 1);
      asked[place]?.answer();
      await settled();
    }
    expect(asked.map(({ ratio }) => ratio)).toEqual([0, 0.1, 0.3, 0.5]);
    comparison.compare(sides, 0);
    expect(asked).toHaveLength(4);
    expect(sides.map((side) => comparison.of(side, 0))).not.toContain(undefined);
  });

  it('ends what is no longer asked for', async () => {
    const { asked, comparison } = start();
    comparison.compare(sides.slice(0, 1), 0);
    comparison.compare(sides.slice(2, 3), 0);
    expect(asked[0]?.task.signal?.aborted).toBe(true);
    asked[0]?.answer();
    asked[1]?.answer();
    await settled();
    expect(comparison.of(sides[0] ?? expect.unreachable(), 0)).toBeUndefined();
    expect(comparison.of(sides[2] ?? expect.unreachable(), 0)).toMatchObject({ layers: [0, 1] });
  });

  it('tells why a side has no result and goes on with the next', async () => {
    const { asked, comparison } = start();
    comparison.compare(sides.slice(0, 2), 0);
    asked[0]?.answer(new EngineError('option', 'no such head'));
    await settled();
    expect(comparison.of(sides[0] ?? expect.unreachable(), 0)).toEqual({ refused: 'no such head' });
    expect(asked).toHaveLength(2);
  });

  it('keeps only the layer that is looked at of what is large', async () => {
    const { asked, comparison } = start();
    const large = sidesOf('discard', settings, inputOf({ queries: 2000, keys: 2000 }), undefined);
    const [side = expect.unreachable()] = large;
    comparison.compare([side], 1);
    asked[0]?.answer();
    await settled();
    expect(comparison.of(side, 1)).toMatchObject({ layers: [1], values: Float32Array.of(2) });
    expect(comparison.of(side, 0)).toBeUndefined();
  });
});

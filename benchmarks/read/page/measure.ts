import { createEngine } from '#engine/browser-worker';

/** What the benchmark calls in its page: milliseconds until the weights stand. */

const engine = createEngine(1);

async function headwater(url: string): Promise<number> {
  const begin = performance.now();
  const { id } = await engine.load({ url });
  const milliseconds = performance.now() - begin;
  engine.release(id);
  return milliseconds;
}

type Nested = number | readonly Nested[];

/** What a page does without a reader of its own. */
async function responseJson(url: string): Promise<number> {
  const begin = performance.now();
  const { attentions } = await (await fetch(url)).json();
  const values = new Float32Array(count(attentions));
  let next = 0;
  const flatten = (nested: Nested) => {
    if (typeof nested === 'number') {
      values[next] = nested;
      next += 1;
    } else {
      for (const part of nested) flatten(part);
    }
  };
  flatten(attentions);
  return performance.now() - begin;
}

function count(nested: Nested): number {
  return typeof nested === 'number' ? 1 : nested.length * count(nested[0] ?? []);
}

Object.assign(globalThis, { measure: { headwater, responseJson } });

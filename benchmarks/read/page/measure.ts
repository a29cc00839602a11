import { createEngine } from '#engine/browser-worker';

/** What the benchmark calls in its page: milliseconds until the weights stand. */

const engine = createEngine(1);

/** The file that was chosen, as a dropped one is. */
function chosen(): File {
  const file = document.querySelector('input')?.files?.[0];
  if (file === undefined) throw new Error('no file was chosen');
  return file;
}

async function headwater(): Promise<number> {
  const begin = performance.now();
  const { id } = await engine.load(chosen());
  const milliseconds = performance.now() - begin;
  engine.release(id);
  return milliseconds;
}

type Nested = number | readonly Nested[];

/** What a page does without a reader of its own. */
async function responseJson(): Promise<number> {
  const begin = performance.now();
  const { attentions } = await new Response(chosen()).json();
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

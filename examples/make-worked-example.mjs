/**
 * Writes worked-example.json: attention made up so that every number in it can be checked by hand.
 * Run it with `node examples/make-worked-example.mjs`.
 *
 * Six layers of eight equal heads over eight tokens. A head looks near its own position, in upper
 * layers farther and more at both ends: the weight of key j for query i is exp(-|i - j| · locality)
 * with locality = 1 - 0.5 · l / 6 in layer l, plus 0.3 · l / 6 for the first key and 0.2 · l / 6 for
 * the last, and each row is then divided by its sum.
 */
import { writeFile } from 'node:fs/promises';

const layers = 6;
const heads = 8;
const tokens = ['[CLS]', 'The', 'quick', 'brown', 'fox', 'jumps', 'over', '[SEP]'];

/** Nine digits bring back the same float32. */
const rounded = (/** @type {number} */ weight) => Number(weight.toPrecision(9));

function row(/** @type {number} */ query, /** @type {number} */ layer) {
  const depth = layer / layers;
  const weights = tokens.map((_, key) => {
    const near = Math.exp(-Math.abs(query - key) * (1 - 0.5 * depth));
    const first = key === 0 ? 0.3 * depth : 0;
    const last = key === tokens.length - 1 ? 0.2 * depth : 0;
    return near + first + last;
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => rounded(weight / sum));
}

const attentions = Array.from({ length: layers }, (_, layer) => {
  const head = tokens.map((_, query) => row(query, layer));
  return Array.from({ length: heads }, () => head);
});

const example = { format: 'headwater/1', model: 'worked example', tokens, attentions };
await writeFile(new URL('worked-example.json', import.meta.url), `${JSON.stringify(example)}\n`);

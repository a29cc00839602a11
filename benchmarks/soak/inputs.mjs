import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Attention of this shape, rows summing to 1.
 * @param {{layers: number, heads: number, queries: number, keys: number, causal?: boolean}} shape
 */
function attention({ layers, heads, queries, keys, causal = false }) {
  let state = layers * 31 + heads * 7 + keys;
  const times = (/** @type {number} */ count, /** @type {(at: number) => unknown} */ make) =>
    Array.from({ length: count }, (_, at) => make(at));
  const row = (/** @type {number} */ query) => {
    const weights = Array.from({ length: keys }, (_, key) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return causal && key > query ? 0 : 0.01 + (state / 2 ** 32) ** 4;
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => Number((weight / sum).toFixed(6)));
  };
  return times(layers, () => times(heads, () => times(queries, row)));
}

/** The files of the soak by their name: of every kind that a view is for, and damaged ones. @param {string} folder */
export function writeInputs(folder) {
  const square = (/** @type {number} */ tokens) => ({ queries: tokens, keys: tokens });
  const importance = { gradient: [1, 2, 3, 4, 5, 6, 7, 8] };
  const samples = Array.from({ length: 40 }, () => ({
    tokens: Array.from({ length: 8 }, (_, at) => `w${at}`),
    attentions: attention({ layers: 4, heads: 2, ...square(8) }),
    importance,
    readout: 0,
  }));
  const files = {
    rest: { model: 'at rest', attentions: attention({ layers: 4, heads: 4, ...square(12) }) },
    small: { attentions: attention({ layers: 6, heads: 8, ...square(24) }) },
    causal: {
      prompt_length: 6,
      attentions: attention({ layers: 6, heads: 4, ...square(32), causal: true }),
    },
    cross: { attentions: attention({ layers: 3, heads: 4, queries: 12, keys: 20 }) },
    patches: { attentions: attention({ layers: 4, heads: 4, ...square(50) }) },
    long: { attentions: attention({ layers: 6, heads: 4, ...square(200) }) },
    deep: { attentions: attention({ layers: 300, heads: 1, ...square(4) }) },
    samples: { samples },
    ragged: { attentions: [[[[0.5, 0.5], [1]]]] },
  };
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(content));
    return [name, path];
  });
  const cut = join(folder, 'cut.json');
  writeFileSync(cut, JSON.stringify(files.small).slice(0, 20_000));
  return /** @type {Record<keyof typeof files | 'cut', string>} */ (
    Object.fromEntries([...paths, ['cut', cut]])
  );
}

/**
 * The inputs of the flow benchmark: capacities [layer][query][key] as a file of doubles, the same
 * for every program.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** @typedef {{name: string, layers: number, tokens: number, causal: boolean, file: string}} Case */

const heads = 12;

/** Numbers in [0, 1), the same on every machine (mulberry32). @param {number} seed */
function randomSource(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Half the identity, half the mean of softmaxed heads like those of BERT (or, causal, GPT-2): some
 * read neighbours, some a few tokens that everybody reads, some widely.
 * @param {number} layers
 * @param {number} tokens
 * @param {boolean} causal
 * @returns {Float64Array} [layer][query][key]
 */
export function syntheticAttention(layers, tokens, causal) {
  const uniform = randomSource(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const capacities = new Float64Array(layers * tokens * tokens);
  for (let layer = 0; layer < layers; layer += 1) {
    for (let head = 0; head < heads; head += 1) {
      const local = head % 3 === 0;
      const anchored = head % 3 === 1;
      const offset = Math.round(normal() * 1.5);
      const attraction = Array.from({ length: tokens }, (_, key) => {
        const anchor = key === 0 || (!causal && key === tokens - 1) || uniform() < 0.05;
        return normal() * 0.6 + (anchor ? (anchored ? 4 : 1) : 0);
      });
      for (let query = 0; query < tokens; query += 1) {
        const end = causal ? query + 1 : tokens;
        const weights = attraction.slice(0, end).map((base, key) => {
          const distance = local ? 0.5 * Math.abs(query - key + offset) - 2 : 0;
          return Math.exp(base + normal() * 0.7 - distance);
        });
        const sum = weights.reduce((total, weight) => total + weight, 0);
        const row = (layer * tokens + query) * tokens;
        weights.forEach((weight, key) => {
          capacities[row + key] += (0.5 * weight) / sum / heads;
        });
      }
    }
    addIdentity(capacities, layer, tokens);
  }
  return capacities;
}

/** @param {Float64Array} capacities @param {number} layer @param {number} tokens */
function addIdentity(capacities, layer, tokens) {
  for (let token = 0; token < tokens; token += 1) {
    capacities[(layer * tokens + token) * tokens + token] += 0.5;
  }
}

/**
 * The mean over heads, mixed with the identity, of an attention file; null if it is not
 * [layer][head][query][key] with equal queries and keys, or holds no probabilities.
 * @param {string} path
 */
function fileAttention(path) {
  const attention = JSON.parse(readFileSync(path, 'utf8')).attentions;
  const tokens = attention?.[0]?.[0]?.length;
  if (!Array.isArray(attention?.[0]?.[0]?.[0]) || attention[0][0][0].length !== tokens) return null;
  const capacities = new Float64Array(attention.length * tokens * tokens);
  for (const [layer, ofHeads] of attention.entries()) {
    for (let query = 0; query < tokens; query += 1) {
      const row = (layer * tokens + query) * tokens;
      let sum = 0;
      for (let key = 0; key < tokens; key += 1) {
        for (const head of ofHeads) capacities[row + key] += head[query][key] / ofHeads.length;
        sum += capacities[row + key];
      }
      if (!(sum > 0)) continue;
      for (let key = 0; key < tokens; key += 1) capacities[row + key] *= 0.5 / sum;
    }
    addIdentity(capacities, layer, tokens);
  }
  if (capacities.some((capacity) => !(capacity >= 0))) return null;
  return { layers: attention.length, tokens, capacities };
}

/** @param {Float64Array} capacities @param {number} layers @param {number} tokens */
function isCausal(capacities, layers, tokens) {
  for (let row = 0; row < layers * tokens; row += 1) {
    for (let key = (row % tokens) + 1; key < tokens; key += 1) {
      if (capacities[row * tokens + key] > 0) return false;
    }
  }
  return true;
}

/**
 * Writes the cases into a folder.
 * @param {string} folder
 * @param {string | undefined} attentionFolder of real attention files (JSON), if any
 * @returns {Case[]}
 */
export function writeCases(folder, attentionFolder) {
  /** @type {Case[]} */
  const cases = [];
  /** @param {string} name @param {number} layers @param {number} tokens @param {Float64Array} c */
  const write = (name, layers, tokens, c) => {
    const file = `${folder}/case-${cases.length}.f64`;
    writeFileSync(file, c);
    cases.push({ name, layers, tokens, causal: isCausal(c, layers, tokens), file });
  };
  for (const causal of [false, true]) {
    const sizes = [
      [16, 6],
      [32, 12],
      [64, 12],
      [128, 12],
    ];
    if (causal) sizes.unshift([6, 12], [8, 12], [10, 12]);
    for (const [tokens, layers] of sizes) {
      write('synthetic', layers, tokens, syntheticAttention(layers, tokens, causal));
    }
  }
  for (const name of attentionFolder ? readdirSync(attentionFolder).sort() : []) {
    if (!name.endsWith('.json')) continue;
    const real = fileAttention(`${attentionFolder}/${name}`);
    if (real) write(name.replace(/\.json$/, ''), real.layers, real.tokens, real.capacities);
  }
  return cases;
}

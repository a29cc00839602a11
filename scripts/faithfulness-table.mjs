/**
 * `node scripts/faithfulness-table.mjs`: the tables of docs/faithfulness.md, made by
 * `headwater evaluate` from the samples of examples/models/verb_number.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildCli } from './build.mjs';
import { root } from './steps/shell.mjs';
import { runMain } from './toolchain/index.mjs';

const page = `${root}/docs/faithfulness.md`;
const folder = `${root}/examples/models/verb_number`;
const references = ['input gradient', 'gradient x input', 'blank-out'];
const [begin, end] = ['<!-- tables -->', '<!-- end of tables -->'];

/** Abnar & Zuidema 2020, Table 2: 2,000 samples, input gradients, layers 1 to 6. */
const paper = {
  raw: [0.53, 0.16, -0.06, 0.0, 0.24, 0.46],
  rollout: [0.22, 0.27, 0.39, 0.47, 0.53, 0.54],
  flow: [0.22, 0.31, 0.54, 0.61, 0.6, 0.61],
};

/**
 * @typedef {{mean: number | null, std: number | null, undefined: number}} Summary
 * @typedef {{samples: number, table: Record<keyof typeof paper, Summary[]>}} Evaluation
 */

/** Every file is one line of JSON: one behind the other they are JSON Lines. */
function samples() {
  const files = readdirSync(folder).filter((name) => /^samples-\d+\.json\.gz$/.test(name));
  return files.sort().map((name) => `${gunzipSync(readFileSync(`${folder}/${name}`))}\n`);
}

/** @param {string} input @param {string} reference @returns {Evaluation} */
function evaluate(input, reference) {
  const program = `${root}/dist/cli/headwater.mjs`;
  const output = execFileSync('node', [program, 'evaluate', '-', '--reference', reference], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

/** As the paper writes them: .53, -.06. @param {number} value */
const short = (value) =>
  value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('0.', '.');

/** @param {Summary} summary */
function cell({ mean, std, undefined: missing }) {
  if (mean === null || std === null) return 'undefined';
  return `${short(mean)} ± ${short(std)}${missing > 0 ? ` (${missing} undefined)` : ''}`;
}

/** @param {string} reference @param {Evaluation} evaluation */
function tableOf(reference, { samples: count, table }) {
  const layers = table.raw.map((_, layer) => `layer ${layer + 1}`);
  const lines = [
    `### Against ${reference} (${count} samples)`,
    '',
    `| | ${layers.join(' | ')} |`,
    `|---|${layers.map(() => '---|').join('')}`,
  ];
  for (const [method, ofPaper] of Object.entries(paper)) {
    const ours = table[/** @type {keyof typeof paper} */ (method)];
    lines.push(`| ${method} | ${ours.map(cell).join(' | ')} |`);
    if (reference === 'input gradient') {
      lines.push(`| *${method}, the paper's* | ${ofPaper.map(short).join(' | ')} |`);
    }
  }
  return lines.join('\n');
}

await runMain(async () => {
  await buildCli({ quiet: true });
  const input = samples().join('');
  const tables = references.map((reference) => tableOf(reference, evaluate(input, reference)));
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${page} has no lines "${begin}" and "${end}".`);
  writeFileSync(page, [before, begin, '\n', tables.join('\n\n'), '\n', end, after].join(''));
});

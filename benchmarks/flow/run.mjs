/**
 * `node benchmarks/flow/run.mjs [ATTENTION_FOLDER] [--write]`: attention flow between all pairs of
 * all layers, natively and as WebAssembly, beside maximum-flow libraries on the same inputs in the
 * same run. Prints a Markdown table; --write puts it into docs/performance.md.
 *
 * The libraries come from Debian packages (liblemon-dev, libigraph-dev, libboost-dev) and PyPI
 * (networkx); one that is missing is left out and named.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { compile } from '../../scripts/steps/compile.mjs';
import { root } from '../../scripts/steps/shell.mjs';
import { runMain } from '../../scripts/toolchain/index.mjs';
import { machine, publish } from '../section.mjs';
import { writeCases } from './cases.mjs';

/** Runs of a millisecond vary twofold on a shared machine. @param {number} tokens */
const roundsFor = (tokens) => (tokens <= 16 ? 9 : 3);
const native = `${root}/build/release/benchmarks`;
const ours = [
  { name: 'Headwater, native', command: [`${native}/flow_bench`] },
  {
    name: 'Headwater, WebAssembly',
    command: ['node', `${root}/build/bench-wasm/benchmarks/flow_bench.cjs`],
  },
];
const peers = [
  { name: 'LEMON Preflow', program: `${native}/lemon_bench`, package: 'liblemon-dev' },
  { name: 'Boost push-relabel', program: `${native}/boost_bench`, package: 'libboost-dev' },
  { name: 'igraph', program: `${native}/igraph_bench`, package: 'libigraph-dev' },
];

/** @param {string[]} command @param {import('./cases.mjs').Case} input */
function measure([program = '', ...args], input) {
  const output = execFileSync(
    program,
    [...args, input.file, String(input.layers), String(input.tokens)],
    { encoding: 'utf8' },
  );
  const [milliseconds = NaN, pairs = 0, difference = 0] = output.trim().split(' ').map(Number);
  return { milliseconds, pairs, difference };
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Two or three digits. @param {number} milliseconds */
function time(milliseconds) {
  const [value, unit] = milliseconds < 10_000 ? [milliseconds, 'ms'] : [milliseconds / 1000, 's'];
  return `${value >= 100 ? Math.round(value) : value.toPrecision(2)} ${unit}`;
}

function networkxCommand() {
  const python = process.env.PYTHON ?? 'python3';
  try {
    execFileSync(python, ['-c', 'import networkx'], { stdio: 'ignore' });
    return [python, `${root}/benchmarks/flow/networkx_bench.py`];
  } catch {
    console.error('networkx is left out: pip install networkx, or set PYTHON');
    return null;
  }
}

/** @param {import('./cases.mjs').Case[]} cases */
function table(cases) {
  const found = peers.filter(({ name, program, package: from }) => {
    if (!existsSync(program)) console.error(`${name} is left out: apt install ${from}`);
    return existsSync(program);
  });
  const networkx = networkxCommand();
  const columns = [...ours.map(({ name }) => name), ...found.map(({ name }) => name)];
  if (networkx) columns.push('networkx');
  const reference = found.find(({ name }) => name.startsWith('LEMON'));
  const lines = [
    `| input | n, L | ${columns.join(' | ')} |${reference ? ' LEMON / native | LEMON / WebAssembly |' : ''}`,
    `|---|---|${'---|'.repeat(columns.length + (reference ? 2 : 0))}`,
  ];
  let difference = 0;
  for (const input of cases) {
    /** @type {Map<string, number[]>} */
    const times = new Map();
    const add = (/** @type {string} */ name, /** @type {string[]} */ command) => {
      const result = measure(command, input);
      difference = Math.max(difference, result.difference);
      times.set(name, [...(times.get(name) ?? []), result.milliseconds]);
    };
    for (let round = 0; round < roundsFor(input.tokens); round += 1) {
      for (const { name, command } of ours) add(name, command);
      for (const { name, program } of found) add(name, [program]);
    }
    if (networkx && input.tokens <= 16 && !input.causal) add('networkx', networkx);
    const of = (/** @type {string} */ name) => median(times.get(name) ?? []);
    const cells = columns.map((name) => (times.has(name) ? time(of(name)) : '–'));
    const ratios = reference
      ? ours.map(({ name }) => `${Number((of(reference.name) / of(name)).toPrecision(3))}×`)
      : [];
    const kind = `${input.name}, ${input.causal ? 'causal' : 'bidirectional'}`;
    lines.push(
      `| ${[kind, `${input.tokens}, ${input.layers}`, ...cells, ...ratios].join(' | ')} |`,
    );
    console.error(lines.at(-1));
  }
  return { lines, difference };
}

await runMain(async () => {
  const attentionFolder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
  await compile('bench-wasm', { target: 'flow_bench', quiet: true });
  await compile('release', { target: 'flow_benchmarks', quiet: true });
  const folder = mkdtempSync(`${tmpdir()}/headwater-flow-`);
  try {
    const { lines, difference } = table(writeCases(folder, attentionFolder));
    publish([
      '## Attention flow',
      '',
      `All pairs of all layers, one thread, processor time, medians of ${roundsFor(128)} interleaved rounds (${roundsFor(16)} up to n = 16) on ${machine}, Node ${process.versions.node}. Ratios vary less from machine to machine than times do (flow-method.md, Machines).`,
      `The libraries were timed on random pairs of every layer (a tenth of a second of each layer, building the graph not counted) and extrapolated to all pairs; networkx once, on ten pairs of each layer. Their values differ from ours by at most ${difference.toPrecision(2)}.`,
      'Inputs: half the identity, half the mean of twelve synthetic heads (benchmarks/flow/cases.mjs). Run it with `node benchmarks/flow/run.mjs`.',
      '',
      ...lines,
      '',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

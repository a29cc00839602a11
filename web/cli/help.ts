import { readableFormats } from '#model/formats';
import {
  evaluateFlags,
  exportFlags,
  type FlagTable,
  flowFlags,
  generateFlags,
  inputFlags,
  layerFlags,
  outputFlags,
  resultFlags,
  rolloutFlags,
} from './flag-table';

const sections: readonly [string, FlagTable][] = [
  ['Which part of the input', inputFlags],
  ['From attention to layer matrices', layerFlags],
  ['Every result', outputFlags],
  ['Rollout and flow', resultFlags],
  ['Rollout', rolloutFlags],
  ['Flow (no recurrent residual)', flowFlags],
  ['Export', exportFlags],
  ['Generate (docs/generation.md)', generateFlags],
  ['Evaluate (docs/faithfulness.md)', evaluateFlags],
];

/** Columns of a terminal, and of them before what a flag does. */
const [width, indent] = [100, 25];

function section([title, table]: readonly [string, FlagTable]): string {
  return [title, ...Object.entries(table).map(([flag, does]) => lines(flag, does))].join('\n');
}

function lines(flag: string, does: string): string {
  let line = `  ${flag}`.padEnd(indent - 1);
  const done: string[] = [];
  for (const word of does.split(' ')) {
    if (line.length + 1 + word.length > width) {
      done.push(line);
      line = ' '.repeat(indent - 1);
    }
    line += ` ${word}`;
  }
  return [...done, line].join('\n');
}

export const help = `headwater: see how information flows through a transformer's attention

  headwater validate INPUT
      what is in a file: model, layers, heads, tokens, row sums, warnings
  headwater rollout INPUT [options] [-o OUT]
      attention rollout, as JSON, as a table or as a picture
  headwater flow INPUT [options] [-o OUT]
      attention flow (maximum flow), as JSON, as a table or as a picture
  headwater export INPUT [options] -o OUT.html
      one web page with the input inside, to be opened from disk without a network
  headwater generate INPUT [--prompt-length M] [options] [-o OUT]
      what each generated token takes from the prompt, as JSON
  headwater evaluate SAMPLES [options] [-o OUT]
      rank correlation with a reference importance, as JSON
  headwater merge SHARD... [-o OUT]
      one result of evaluate from those of all shards

INPUT is a file, or - for standard input, plain or gzip (docs/file-format.md): attention as
${readableFormats}.

${sections.map(section).join('\n\n')}

--help, --version        this text; the version

Exit status: 0 done, 2 wrong usage, 3 bad input or a result that could not be written.
`;

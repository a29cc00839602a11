import type { AttentionInfo } from '#model/attention';
import { inputFlags, parseFlags } from './flags';
import { loadInput } from './input';
import { writeOutput } from './output';

function* report(info: AttentionInfo): Generator<string> {
  const lines: [string, string][] = [
    ['model', info.model === '' ? 'not named' : info.model],
    ['layers', String(info.layers)],
    ['heads', String(info.heads)],
    info.queries === info.keys
      ? ['tokens', String(info.keys)]
      : ['tokens', `${info.queries} queries × ${info.keys} keys (rectangular)`],
    ['causal', info.causal ? 'yes' : 'no'],
    [
      'row sums',
      `within ${info.rowSums.deviation.toPrecision(3)} of 1 (worst ${info.rowSums.sum.toPrecision(
        6,
      )}: layer ${info.rowSums.layer}, head ${info.rowSums.head}, row ${info.rowSums.row})`,
    ],
  ];
  if (info.batch > 1) lines.push(['batch', `${info.batch} items, item ${info.batchItem} shown`]);
  if (info.samples > 1) lines.push(['samples', `${info.samples}, sample ${info.sample} shown`]);
  for (const [name, value] of lines) yield `${name.padEnd(9)} ${value}\n`;
  for (const { message } of info.notices) yield `warning   ${message}\n`;
}

/** `headwater validate INPUT`: what was found in an input; spec.md section 10. */
export async function validate(args: string[]): Promise<void> {
  const { flags, input } = parseFlags(args, inputFlags);
  const attention = await loadInput(input, flags);
  await writeOutput(undefined, report(attention.info()));
}

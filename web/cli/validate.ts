import type { AttentionInfo } from '#model/attention';
import { inputFlags } from './flag-table';
import { parseInputs } from './flags';
import { loadInput } from './input';
import { say } from './output';

function someOf(chosen: number, read: number): string {
  return chosen === read ? String(read) : `${chosen} of ${read}`;
}

function samplesText({ samples, sample, sampleNames }: AttentionInfo, joined: boolean): string {
  if (joined) {
    const names = sampleNames.filter((name) => name !== '');
    const list = names.length === samples ? `: ${names.join(', ')}` : '';
    return `${samples}, joined as the layers of one${list}`;
  }
  const name = sampleNames[sample];
  return `${samples}, sample ${sample}${name ? ` (${name})` : ''} shown`;
}

function* report(info: AttentionInfo, joined: boolean): Generator<string> {
  const lines: [string, string][] = [
    ['model', info.model === '' ? 'not named' : info.model],
    ['layers', someOf(info.layers, info.layersRead)],
    ['heads', info.averagedHeads ? `the mean of ${info.averagedHeads}` : String(info.heads)],
    info.queries === info.keys
      ? ['tokens', someOf(info.keys, info.tokensRead.length)]
      : ['tokens', `${info.queries} queries × ${info.keys} keys (rectangular)`],
    ['causal', info.causal ? 'yes' : 'no'],
    [
      'row sums',
      `within ${info.rowSums.deviation.toPrecision(3)} of 1 (worst ${info.rowSums.sum.toPrecision(
        6,
      )}: layer ${info.rowSums.layer}, head ${info.rowSums.head}, row ${info.rowSums.row})`,
    ],
    ['precision', info.precision],
  ];
  if (info.padding > 0) lines.push(['padding', `${info.padding} tokens`]);
  if (info.batch > 1) lines.push(['batch', `${info.batch} items, item ${info.batchItem} shown`]);
  if (info.samples > 1) lines.push(['samples', samplesText(info, joined)]);
  if (info.passedOver !== '') lines.push(['passed over:', info.passedOver]);
  for (const [name, value] of lines) yield `${name.padEnd(9)} ${value}\n`;
  for (const { message } of info.notices) yield `warning   ${message}\n`;
}

/** `headwater validate INPUT`: what was found in an input; docs/command-line.md. */
export async function validate(args: string[]): Promise<void> {
  const { flags, inputs } = parseInputs(args, inputFlags);
  const attention = await loadInput(inputs, flags);
  await say(report(attention.info(), flags['join'] === true));
}

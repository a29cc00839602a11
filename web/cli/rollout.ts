import type { AttentionInfo } from '#model/attention';
import { InputError } from './exit';
import { chosenLayers, inputFlags, layerFlags, parseFlags, rolloutOptions, text } from './flags';
import { loadInput } from './input';
import { writeOutput } from './output';
import { onlyLayers, resultJson } from './result-json';

/** Rows that are no distributions are analysed only when the user says what to do with them. */
export function requireRowSums(info: AttentionInfo): void {
  for (const { name, message } of info.notices) {
    if (name === 'row-sums') {
      throw new InputError(`${message} Add --renormalize-rows to do so here.`);
    }
    process.stderr.write(`warning: ${message}\n`);
  }
}

/** `headwater rollout INPUT`: rollout matrices as JSON; spec.md section 10. */
export async function rollout(args: string[]): Promise<void> {
  const { flags, input } = parseFlags(args, {
    ...inputFlags,
    ...layerFlags,
    from: { type: 'string' },
    layers: { type: 'string' },
    output: { type: 'string', short: 'o' },
  });
  const options = rolloutOptions(flags);
  const attention = await loadInput(input, flags);
  const info = attention.info();
  requireRowSums(info);
  const steps = attention.rollout(options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const layers = chosenLayers(flags, options.startLayer, info.layers);
  await writeOutput(
    text(flags, 'output'),
    resultJson(onlyLayers(step.value, layers), info.tokens, { ...options, batch: info.batchItem }),
  );
}

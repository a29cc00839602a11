import { onlyLayers, resultJson } from '#export/result-json';
import { inputFlags, layerFlags, outputFlags, resultFlags, rolloutFlags } from './flag-table';
import { chosenLayers, parseInputs, rolloutOptions } from './flags';
import { loadInput, requireRowSums, warn } from './input';
import { outputOf } from './output';

/** `headwater rollout INPUT`: rollout matrices as JSON; docs/definitions.md#rollout. */
export async function rollout(args: string[]): Promise<void> {
  const { flags, inputs } = parseInputs(args, {
    ...inputFlags,
    ...layerFlags,
    ...rolloutFlags,
    ...resultFlags,
    ...outputFlags,
  });
  const output = await outputOf(flags, inputs);
  const options = rolloutOptions(flags);
  const attention = await loadInput(inputs, flags);
  const info = attention.info();
  requireRowSums(info);
  const steps = attention.rollout(options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const layers = chosenLayers(flags, options.startLayer, info.layers);
  warn(info);
  await output(
    resultJson(onlyLayers(step.value, layers), info.tokens, { ...options, batch: info.batchItem }),
  );
}

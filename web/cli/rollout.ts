import { onlyLayers } from '#export/result-json';
import { inputFlags, layerFlags, outputFlags, resultFlags, rolloutFlags } from './flag-table';
import { chosenLayers, parseInputs, rolloutOptions } from './flags';
import { loadInput, requireRowSums, warn } from './input';
import { inputName, resultOutputOf } from './result-output';

/** `headwater rollout INPUT`: rollout matrices; docs/definitions.md#rollout. */
export async function rollout(args: string[]): Promise<void> {
  const { flags, inputs } = parseInputs(args, {
    ...inputFlags,
    ...layerFlags,
    ...rolloutFlags,
    ...resultFlags,
    ...outputFlags,
  });
  const output = await resultOutputOf(flags, inputs);
  const options = rolloutOptions(flags);
  const attention = await loadInput(inputs, flags);
  const info = attention.info();
  requireRowSums(info);
  const layers = chosenLayers(flags, options.startLayer, info.layers);
  output.take(layers);
  const steps = attention.rollout(options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  warn(info);
  await output.write(
    {
      info,
      input: { name: inputName(inputs), choice: attention.choice },
      options,
      stack: onlyLayers(step.value, layers),
    },
    { ...options, batch: info.batchItem },
  );
}

import { presetNamed, presets, type RolloutOptions } from '#model/options';

/** Names of the presets for people. */
export const presetLabels: Readonly<Record<string, string>> = {
  'abnar-zuidema': 'Abnar & Zuidema',
  tutorial: 'Tutorial, 10 % off',
  augmented: 'Augmented, W + I',
  recurrent: 'Recurrent residual',
  'no-residual': 'No residual',
  'vit-explain': 'vit-explain, corrected',
};

/** The preset that these options are; undefined where they are nobody's. The start layer is free. */
export function presetOf(options: RolloutOptions): string | undefined {
  const plain = JSON.stringify({ ...options, startLayer: 0 }, sortedKeys);
  return Object.keys(presets).find((name) => JSON.stringify(presets[name], sortedKeys) === plain);
}

/** The options of a preset, the start layer kept. */
export function withPreset(options: RolloutOptions, name: string): RolloutOptions {
  const preset = presetNamed(name);
  return preset === undefined ? options : { ...preset, startLayer: options.startLayer };
}

function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

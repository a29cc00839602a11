import { describe, expect, it } from 'vitest';
import { presetLabels, presetOf, withPreset } from '#app/state/presets';
import { defaultOptions, presets } from '#model/options';

describe('presets', () => {
  it('all have a name for people', () => {
    expect(Object.keys(presetLabels).sort()).toEqual(Object.keys(presets).sort());
  });

  it('are recognised from their options, whatever the first layer', () => {
    for (const name of Object.keys(presets)) {
      expect(presetOf(withPreset({ ...defaultOptions, startLayer: 2 }, name))).toBe(name);
    }
  });

  it('are recognised whatever the order of the fields', () => {
    const { discard, residual, fusion, startLayer } = defaultOptions;
    expect(presetOf({ discard, startLayer, fusion, residual })).toBe('abnar-zuidema');
  });

  it('do not claim other options', () => {
    expect(presetOf({ ...defaultOptions, residual: { kind: 'average', weight: 0.4 } })).toBe(
      undefined,
    );
  });
});

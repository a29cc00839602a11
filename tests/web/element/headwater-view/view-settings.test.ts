import { describe, expect, it } from 'vitest';
import { layerOf, queriesOf, readSettings } from '#element/headwater-view/view-settings';
import { defaultOptions } from '#model/options';
import { infoOf } from '../../app/inputs';

const none = {
  view: null,
  method: null,
  heads: null,
  residual: null,
  discard: null,
  layer: null,
  query: null,
};

describe('attributes of a view', () => {
  it('have the defaults of every other interface', () => {
    expect(readSettings(none)).toEqual({
      view: 'matrix',
      method: 'rollout',
      options: defaultOptions,
      layer: -1,
    });
  });

  it('name themselves, their value and what they take when they are wrong', () => {
    expect(() => readSettings({ ...none, heads: 'all' })).toThrow(
      /attribute heads is “all”. It takes mean, max, min/,
    );
    expect(() => readSettings({ ...none, layer: 'last' })).toThrow(/attribute layer is “last”/);
  });

  it('count layers from the last where they are negative', () => {
    expect(layerOf(-1, infoOf())).toBe(5);
    expect(layerOf(-6, infoOf())).toBe(0);
    expect(() => layerOf(-7, infoOf())).toThrow(/0 to 5/);
  });

  it('name positions by numbers or by a token', () => {
    expect(queriesOf('0,-1', infoOf())).toEqual([0, 5]);
    expect(queriesOf('fox', infoOf())).toEqual([3]);
    expect(() => queriesOf('dog', infoOf())).toThrow(/positions from 0 to 5/);
    expect(() => queriesOf('6', infoOf())).toThrow(/query is “6”/);
  });

  it('take a token that looks like a number for a token', () => {
    const queryTokens = ['2', '1', '0', 'a', 'b', 'c'];
    expect(queriesOf('0', infoOf({ queryTokens }))).toEqual([2]);
  });
});

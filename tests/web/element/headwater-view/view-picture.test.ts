import { describe, expect, it } from 'vitest';
import { ViewPictures } from '#element/headwater-view/view-picture';
import { defaultOptions } from '#model/options';
import { infoOf } from '../../app/inputs';
import { lightTheme } from '../../views/theme';

const info = infoOf({});
const { layers, queries, keys } = info;
const values = Float32Array.from({ length: layers * queries * keys }, (_, at) => (at % 7) / 7);
const input = {
  info,
  stack: { method: 'rollout', layers: [...Array(layers).keys()], queries, keys, values },
  options: defaultOptions,
  layer: layers - 1,
  queries: [1],
  key: undefined,
  range: 'auto',
  evolution: false,
} as const;

describe('the picture of a view', () => {
  it('keeps matrix and counts where another position is chosen', () => {
    const pictures = new ViewPictures();
    const one = pictures.make(input, lightTheme);
    const other = pictures.make({ ...input, queries: [2], key: 0 }, lightTheme);
    expect(other.row).not.toEqual(one.row);
    expect(other.matrix).toBe(one.matrix);
    expect(other.legend.counts).toBe(one.legend.counts);
  });

  it('shows another layer by values and counts of its own', () => {
    const pictures = new ViewPictures();
    const last = pictures.make(input, lightTheme);
    const first = pictures.make({ ...input, layer: 0 }, lightTheme);
    expect(first.matrix.levels[0]?.values).toEqual(values.subarray(0, queries * keys));
    expect(first.legend.counts).not.toBe(last.legend.counts);
    expect(first.legend.counts.reduce((sum, count) => sum + count, 0)).toBe(queries * keys);
  });
});

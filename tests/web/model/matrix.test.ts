import { describe, expect, it } from 'vitest';
import { evolutionLayers, type MatrixStack, matrixAt, valueAt } from '#model/matrix';

describe('evolutionLayers', () => {
  it('are all layers up to six', () => {
    expect(evolutionLayers(1)).toEqual([0]);
    expect(evolutionLayers(6)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are 0, s, 2s, 3s and the last above six, s a fourth of the layers', () => {
    expect(evolutionLayers(7)).toEqual([0, 1, 2, 3, 6]);
    expect(evolutionLayers(12)).toEqual([0, 3, 6, 9, 11]);
    expect(evolutionLayers(24)).toEqual([0, 6, 12, 18, 23]);
  });
});

describe('a stack', () => {
  const values = Float32Array.from({ length: 2 * 2 * 3 }, (_, index) => index);
  const stack: MatrixStack = { method: 'raw', layers: [0, 1], queries: 2, keys: 3, values };

  it('gives a matrix without copying it', () => {
    const matrix = matrixAt(stack, 1);
    expect([...matrix]).toEqual([6, 7, 8, 9, 10, 11]);
    expect(matrix.buffer).toBe(values.buffer);
  });

  it('gives a value at [layer][query][key]', () => {
    expect(valueAt(stack, 1, 0, 2)).toBe(8);
    expect(valueAt(stack, 1, 5, 0)).toBeNaN();
  });
});

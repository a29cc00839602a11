import { describe, expect, it } from 'vitest';
import { firstGenerationChoice, type GenerationChoice } from '#app/state/generation-choice';
import { generationPicture } from '#app/views/generation/generation-picture';
import type { Generation } from '#model/generation';

/** Two prompt tokens, two steps, two layers: the second step also reads the first one's token. */
const generation: Generation = {
  promptLength: 2,
  steps: 2,
  layers: 2,
  tokens: 3,
  values: Float32Array.of(0.75, 0.25, 0, 0.5, 0.5, 0, 0.5, 0.25, 0.25, 0.25, 0.25, 0.5),
};
const tokens = ['the', 'is', 'cat', 'runs'];
const choice: GenerationChoice = { ...firstGenerationChoice, step: 1 };
const table = new Uint32Array(256);
const picture = (changed: Partial<GenerationChoice>, layer = 1) =>
  generationPicture(generation, tokens, { ...choice, ...changed }, layer, table);

describe('generationPicture', () => {
  it('shows one step in every layer over the prompt', () => {
    const { matrix, values, fromGenerated } = picture({});
    expect([...values]).toEqual([0.5, 0.25, 0.25, 0.25]);
    expect(matrix.rowLabels).toEqual(['layer 1', 'layer 2']);
    expect(matrix.columnLabels).toEqual(['the', 'is']);
    expect(fromGenerated).toBe(0.5);
  });

  it('shows every step in one layer', () => {
    const { matrix, values } = picture({ rows: 'steps' }, 0);
    expect([...values]).toEqual([0.75, 0.25, 0.5, 0.25]);
    expect(matrix.rowLabels).toEqual(['cat', 'runs']);
  });

  it('shows generated tokens as columns, none where a step does not read that far', () => {
    expect([...picture({ rows: 'steps', beyond: true }, 0).values]).toEqual([
      0.75,
      0.25,
      Number.NaN,
      0.5,
      0.25,
      0.25,
    ]);
  });

  it('leaves tokens out and says how much they held', () => {
    const leaving = { filtered: true, listed: 'is' };
    const { values, leftOut, columns } = picture(leaving);
    expect(columns).toEqual([0]);
    expect([...values]).toEqual([0.5, 0.25]);
    expect(leftOut).toBe(0.25);
    expect([...picture({ ...leaving, renormalise: true }).values]).toEqual([1, 1]);
  });
});

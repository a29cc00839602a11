import { describe, expect, it } from 'vitest';
import { csvOf } from '#export/csv';
import type { MatrixStack } from '#model/matrix';

const stack: MatrixStack = {
  method: 'rollout',
  layers: [0],
  queries: 2,
  keys: 2,
  values: new Float64Array([-0.25, 1.25, 0, 1]),
};

/** The cells of a line as a spreadsheet splits it (RFC 4180), at commas or semicolons alike. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|[,;])("(?:[^"]|"")*"[^,;]*|[^,;]*)/g)].map(([, cell = '']) =>
    cell.replace(/^"/, ''),
  );
}

describe('matrices as a table', () => {
  it('begins no cell like a formula, whatever tokens, model and file are called', () => {
    const hostile = ['=cmd()', '+1', '-1', '@x', '\t=1', 'a,=1', 'a;=1', 'a",=1', '\\",=1'];
    for (const text of hostile) {
      const labels = { rows: [text, 'b'], keys: [text, 'b'] };
      const settings = { model: text, input: text, weights: [-1, -2] };
      const lines = [...csvOf(stack, labels, settings)].join('').trimEnd().split('\n');
      expect(lines).toHaveLength(4);
      for (const line of lines) {
        for (const cell of cellsOf(line)) expect(cell).not.toMatch(/^[=+@\t]|^-[^\d]/);
      }
    }
  });

  it('keeps numbers as they are, and the settings whole', () => {
    const settings = { model: 'a,=1;"b"\\', layers: [-1, 2] };
    const text = [...csvOf(stack, { rows: ['a', 'b'], keys: ['a', 'b'] }, settings)].join('');
    const [first = '', ...lines] = text.split('\n');
    expect(JSON.parse(first.replace(/^# /, ''))).toEqual(settings);
    expect(lines).toEqual(['layer,query,a,b', '0,a,-0.25,1.25', '0,b,0,1', '']);
  });
});

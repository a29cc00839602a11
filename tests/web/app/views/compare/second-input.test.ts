import { describe, expect, it } from 'vitest';
import { SecondInput, shapeRefusal, tokenDifference } from '#app/views/compare/second-input';
import { type Engine, EngineError } from '#engine/engine';
import { infoOf } from '../../inputs';

const first = infoOf();

function start(load: () => unknown) {
  const released: number[] = [];
  const engine = { load: async () => load(), release: (id: number) => released.push(id) };
  return { released, second: new SecondInput({ engine: engine as unknown as Engine }) };
}

describe('a second input', () => {
  it('stands beside the first and lets go of the one before', async () => {
    let id = 10;
    const { released, second } = start(() => ({ id: ++id, info: first }));
    await second.open(new File([''], 'a.json'), first);
    await second.open(new File([''], 'b.json'), first);
    expect(second.input).toMatchObject({ id: 12, name: 'b.json' });
    expect(released).toEqual([11]);
  });

  it('of another shape is refused and released', async () => {
    const { released, second } = start(() => ({ id: 7, info: infoOf({ queries: 4, keys: 4 }) }));
    await second.open(new File([''], 'short.json'), first);
    expect(second.input).toBeUndefined();
    expect(second.message).toBe(
      'short.json has 4 tokens and the file beside it 6 tokens: open a file of the same tokens to compare cell by cell.',
    );
    expect(released).toEqual([7]);
  });

  it('that cannot be read is named with the reason', async () => {
    const { second } = start(() => {
      throw new EngineError('json', 'Line 1 is not JSON.');
    });
    await second.open(new File(['{'], 'bad.json'), first);
    expect(second.message).toBe('bad.json could not be opened. Line 1 is not JSON.');
  });
});

describe('two inputs', () => {
  it('may have other tokens in the same places, which is said', () => {
    expect(tokenDifference(first, first)).toBeUndefined();
    const tokens = [...first.tokens.slice(0, 3), 'dog', 'jumps', '[SEP]'];
    expect(tokenDifference(first, infoOf({ tokens }))).toBe(
      'From position 4 on the tokens differ: ‘fox’ and ‘dog’.',
    );
  });

  it('of cross attention are compared by both numbers', () => {
    expect(shapeRefusal('x', infoOf({ queries: 3 }), first)).toContain('x has 3 × 6 tokens');
  });
});

import { describe, expect, it } from 'vitest';
import { Store } from '#app/state/store';
import { SecondInput, shapeRefusal, tokenDifference } from '#app/views/compare/second-input';
import { type Engine, EngineError } from '#engine/engine';
import { infoOf } from '../../inputs';

const first = infoOf();

function start(load: () => unknown) {
  const released: number[] = [];
  const engine = { load: async () => load(), release: (id: number) => released.push(id) };
  const store = new Store();
  const second = new SecondInput({ engine: engine as unknown as Engine, store });
  return { released, second, store };
}

describe('a second input', () => {
  it('stands beside the first, and undo brings back the one before', async () => {
    let id = 10;
    const { released, second, store } = start(() => ({ id: ++id, info: first }));
    await second.open(new File([''], 'a.json'), first);
    await second.open(new File([''], 'b.json'), first);
    expect(second.input).toMatchObject({ id: 12, name: 'b.json' });
    store.dispatch({ type: 'undone' });
    expect(second.input).toMatchObject({ id: 11, name: 'a.json' });
    store.dispatch({ type: 'undone' });
    expect(second.input).toBeUndefined();
    expect(second.message).toBeUndefined();
    store.dispatch({ type: 'redone' });
    expect(second.input).toMatchObject({ id: 11, name: 'a.json' });
    expect(released).toEqual([]);
  });

  it('is let go of where it is opened anew or two others were opened since, and is then asked for', async () => {
    let id = 10;
    const { released, second, store } = start(() => ({ id: ++id, info: first }));
    for (const name of ['a.json', 'a.json', 'b.json', 'c.json']) {
      await second.open(new File([''], name), first);
    }
    expect(released).toEqual([11, 12]);
    expect(second.input).toMatchObject({ id: 14, name: 'c.json' });
    store.dispatch({ type: 'undone' });
    store.dispatch({ type: 'undone' });
    expect(second.input).toBeUndefined();
    expect(second.message).toBe(
      'a.json was beside this one, and is not open here: open the file to compare with it.',
    );
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

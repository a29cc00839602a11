import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Opening } from '#app/input/opening';
import { LinkSync } from '#app/link/link-sync';
import type { InputSource } from '#app/state/state';
import { Store } from '#app/state/store';
import type { Engine } from '#engine/engine';
import type { InputChoice } from '#model/attention';
import { infoOf } from '../inputs';

/** Opens everything at once, as inputs of 6 layers and 6 tokens. */
function readyEngine(): Engine {
  let id = 0;
  const engine: Pick<Engine, 'load' | 'choose' | 'release'> = {
    load: async () => ({ id: ++id, info: infoOf({ samples: 4 }) }),
    choose: async (_: number, { sample }: InputChoice) => infoOf({ samples: 4, sample }),
    release: () => undefined,
  };
  return engine as Engine;
}

/** A page whose address is `fragment`. */
function pageAt(fragment: string) {
  const store = new Store();
  const opening = new Opening(readyEngine(), store);
  const opened: InputSource[] = [];
  const place = { fragment };
  const links = new LinkSync(
    store,
    opening,
    async (source) => {
      opened.push(source);
      await opening.open('{}', source.kind, source);
    },
    {
      read: () => place.fragment,
      write: (written) => {
        place.fragment = written;
      },
    },
  );
  const rest = () => vi.advanceTimersByTimeAsync(1000);
  return { store, opening, opened, place, links, rest };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a page that opens', () => {
  it('leaves a file alone that was dropped while the linked one was on its way', async () => {
    const store = new Store();
    const opening = new Opening(readyEngine(), store);
    let giveUp: (reason: Error) => void = () => undefined;
    const linked = new Promise<Blob>((_, reject) => {
      giveUp = reject;
    });
    const opened: string[] = [];
    const links = new LinkSync(
      store,
      opening,
      async (source) => {
        opened.push(source.kind);
        await opening.open(() => linked, source.kind, source);
      },
      { read: () => '#src=https://example.org/a.json', write: () => undefined },
    );
    const begun = links.begin();
    let arrive: (content: Blob) => void = () => undefined;
    const dropped = new Promise<Blob>((resolve) => {
      arrive = resolve;
    });
    const opens = opening.open(() => dropped, 'dropped.json');
    giveUp(new DOMException('', 'AbortError'));
    await begun;
    arrive(new Blob(['{}']));
    await opens;
    expect(opened).toEqual(['src']);
    expect(store.state.input?.name).toBe('dropped.json');
  });

  it('shows the example where its address names nothing, and leaves the address so', async () => {
    const { links, opened, place, rest } = pageAt('');
    await links.begin();
    await rest();
    expect(opened).toEqual([{ kind: 'example' }]);
    expect(place.fragment).toBe('');
  });

  it('shows what its address names, with no step to undo', async () => {
    const { links, store } = pageAt('#v=1&view=matrix&layer=2&queries=4&theme=dark');
    await links.begin();
    const { settings, past, theme } = store.state;
    expect(settings).toMatchObject({ view: 'matrix', layer: 2, selection: { queries: [4] } });
    expect(past).toEqual([]);
    expect(theme).toBe('dark');
  });

  it('takes the sample that the link names before the position in it', async () => {
    const { links, store } = pageAt('#v=1&sample=3&queries=1');
    await links.begin();
    expect(store.state.input?.choice.sample).toBe(3);
    expect(store.state.settings.selection.queries).toEqual([1]);
  });

  it('brings what the input cannot fill into range', async () => {
    const { links, store } = pageAt('#v=1&layer=40&queries=2,90&heads=1,30');
    await links.begin();
    const { layer, selection, options } = store.state.settings;
    expect([layer, selection.queries, options.fusion]).toEqual([
      5,
      [2],
      { kind: 'mean', heads: [1] },
    ]);
  });

  it('shows the example and says why where the link is of a newer page', async () => {
    const { links, opened, place, rest } = pageAt('#v=99&layer=2');
    await links.begin();
    await rest();
    expect(opened).toEqual([{ kind: 'example' }]);
    expect(links.message).toContain('newer Headwater');
    expect(place.fragment).toBe('#v=99&layer=2');
  });
});

describe('a link to a file of another device', () => {
  it('asks for the file, and shows it as linked once it is opened', async () => {
    const { links, store, opening } = pageAt('#v=1&file=run-7.json&layer=1');
    await links.begin();
    expect(links.message).toContain('run-7.json');
    expect(store.state.settings.layer).toBe(5);
    await opening.open('{}', 'run-7.json');
    await vi.advanceTimersByTimeAsync(0);
    expect(store.state.settings.layer).toBe(1);
    expect(links.message).toBeUndefined();
  });

  it('shows another file as any other', async () => {
    const { links, store, opening } = pageAt('#v=1&file=run-7.json&layer=1');
    await links.begin();
    await opening.open('{}', 'run-8.json');
    expect(store.state.settings.layer).toBe(5);
  });
});

describe('an open page', () => {
  it('writes its state into its address once it rests', async () => {
    const { links, store, place, rest } = pageAt('');
    await links.begin();
    store.dispatch({ type: 'changed', change: { layer: 3 } });
    store.dispatch({ type: 'changed', change: { layer: 2 } });
    expect(place.fragment).toBe('');
    await rest();
    expect(place.fragment).toBe('v=1&layer=2');
    store.dispatch({ type: 'undone' });
    store.dispatch({ type: 'undone' });
    await rest();
    expect(place.fragment).toBe('');
  });

  it('follows another address in one step, which can be undone', async () => {
    const { links, store, place } = pageAt('#v=1&layer=1&method=flow');
    await links.begin();
    const before = store.state.settings;
    place.fragment = '#v=1&layer=4&paths=5';
    await links.follow();
    expect(store.state.settings).toMatchObject({ layer: 4, paths: 5, method: 'rollout' });
    store.dispatch({ type: 'undone' });
    expect(store.state.settings).toEqual(before);
  });

  it('leaves an address alone that it has not been told of yet', async () => {
    const { links, store, place, rest } = pageAt('');
    await links.begin();
    store.dispatch({ type: 'changed', change: { layer: 3 } });
    place.fragment = '#v=1&layer=1';
    await rest();
    expect(place.fragment).toBe('#v=1&layer=1');
    await links.follow();
    expect(store.state.settings.layer).toBe(1);
    await rest();
    expect(place.fragment).toBe('v=1&layer=1');
  });

  it('names the local file it shows', async () => {
    const { links, opening, place, rest } = pageAt('');
    await links.begin();
    await opening.open('{}', 'mine.json');
    await rest();
    expect(place.fragment).toBe('v=1&file=mine.json');
  });
});

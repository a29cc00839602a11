import { html } from 'lit';
import { describe, expect, it } from 'vitest';
import type { Picture } from '#app/picture/picture';
import { initialState } from '#app/state/state';
import { type FetchedView, lateView } from '#app/view/late-view';
import { Services } from '#app/view/services';

const tab = { name: 'late', label: 'Late', applies: () => true };
const { of } = new Services({} as ConstructorParameters<typeof Services>[0]);

function pictureOf(layer: number): Picture {
  return { layer } as Picture;
}

describe('a view that is fetched late', () => {
  it('asks for what it needs once it is there, for the newest picture last, and at once afterwards', async () => {
    const asked: number[] = [];
    const fetched: FetchedView = {
      prepare: ({ layer }) => asked.push(layer),
      render: () => html``,
    };
    let arrive: (view: FetchedView) => void = () => {};
    const view = lateView(tab, () => new Promise((resolve) => (arrive = resolve)));
    view.prepare?.(pictureOf(1), initialState, of);
    view.prepare?.(pictureOf(2), initialState, of);
    expect(asked).toEqual([]);
    arrive(fetched);
    await expect.poll(() => asked).toEqual([1, 2]);
    view.prepare?.(pictureOf(3), initialState, of);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('is fetched again after it could not be fetched', async () => {
    const asked: number[] = [];
    let fetches = 0;
    const view = lateView(tab, async () => {
      fetches += 1;
      if (fetches === 1) throw new Error('offline');
      return { prepare: ({ layer }) => asked.push(layer), render: () => html`` };
    });
    view.prepare?.(pictureOf(1), initialState, of);
    await new Promise((resolve) => setTimeout(resolve));
    expect(fetches).toBe(1);
    view.prepare?.(pictureOf(2), initialState, of);
    await expect.poll(() => asked).toEqual([2]);
    expect(fetches).toBe(2);
  });
});

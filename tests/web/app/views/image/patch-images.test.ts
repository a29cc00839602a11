import { afterEach, describe, expect, it, vi } from 'vitest';
import { Store } from '#app/state/store';
import { PatchImages } from '#app/views/image/patch-images';
import { inputOf } from '../../inputs';

/** A picture that can be read unless its address says that it cannot. */
class FakeImage {
  src = '';
  naturalWidth = 40;
  naturalHeight = 20;

  decode(): Promise<void> {
    return this.src.includes('broken') ? Promise.reject(new Error()) : Promise.resolve();
  }
}

const own = { src: 'data:image/png;own', grid: [2, 3], prefixTokens: 0 } as const;

async function start() {
  vi.stubGlobal('Image', FakeImage);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${(file as File).name}`);
  const store = new Store();
  const images = new PatchImages({ store });
  images.want(inputOf({ image: own }));
  await expect.poll(() => images.image?.source.src).toBe(own.src);
  return { store, images };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the picture under the colours', () => {
  it('is the one that was picked, and after undo the one before', async () => {
    const { store, images } = await start();
    await images.pick(new File([''], 'cat.png'));
    expect(images.image?.source.src).toBe('blob:cat.png');
    expect(images.image?.aspect).toBe(2);
    await images.pick(new File([''], 'dog.png'));
    expect(images.image?.source.src).toBe('blob:dog.png');
    store.dispatch({ type: 'undone' });
    expect(images.image?.source.src).toBe('blob:cat.png');
    store.dispatch({ type: 'undone' });
    expect(images.image?.source.src).toBe(own.src);
    expect(images.message).toBeUndefined();
  });

  it('stays where another one cannot be read, which is said', async () => {
    const { store, images } = await start();
    await images.pick(new File([''], 'broken.txt'));
    expect(images.image?.source.src).toBe(own.src);
    expect(images.message).toBe('broken.txt is not a picture that this browser can read.');
    expect(store.state.past).toEqual([]);
  });

  it('is asked for where a link names one that is not here', async () => {
    const { store, images } = await start();
    const { image } = store.state.settings;
    store.dispatch({ type: 'passed', change: { image: { ...image, picked: 'cat.png' } } });
    expect(images.image).toBeUndefined();
    expect(images.message).toBe(
      'cat.png lay under the colours, and is not here: pick the picture to see it.',
    );
  });
});

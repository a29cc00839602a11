import type { OpenInput } from '#app/state/state';
import type { Store } from '#app/state/store';
import type { ServiceSources } from '#app/view/services';

/** A picture that can be drawn. */
export interface LoadedImage {
  readonly source: HTMLImageElement;
  /** Width divided by height. */
  readonly aspect: number;
}

/**
 * Keeps the pictures that a vision transformer may have looked at: its file's own, and those that
 * are picked, of which the settings name the one that is shown.
 */
export class PatchImages extends EventTarget {
  readonly #store: Store;
  #of: OpenInput | undefined;
  /** By their names; the file's own has none. */
  readonly #images = new Map<string, LoadedImage>();
  #refused: string | undefined;

  constructor({ store }: Pick<ServiceSources, 'store'>) {
    super();
    this.#store = store;
  }

  get image(): LoadedImage | undefined {
    return this.#images.get(this.#picked);
  }

  /** Why there is no picture, or not the one that was picked last. */
  get message(): string | undefined {
    if (this.#refused !== undefined) return this.#refused;
    if (this.#picked === '' || this.image !== undefined) return undefined;
    return `${this.#picked} lay under the colours, and is not here: pick the picture to see it.`;
  }

  /** Loads the picture that an input brings with it, once; another input's are let go of. */
  want(input: OpenInput): void {
    if (input.id === this.#of?.id) return;
    this.#of = input;
    this.#images.clear();
    this.#refused = undefined;
    const src = input.info.image?.src;
    if (src === undefined) return;
    if (!src.startsWith('data:')) {
      this.#refused =
        'The file names its picture by an address; nothing is fetched from there. Pick the picture itself.';
      return;
    }
    void this.#load(input, src, '', 'The picture in the file cannot be read; pick another one.');
  }

  /** Takes a picture of this device for the input that is looked at. */
  async pick(file: File): Promise<void> {
    const input = this.#of;
    if (input === undefined) return;
    const url = URL.createObjectURL(file);
    const failure = `${file.name} is not a picture that this browser can read.`;
    if (await this.#load(input, url, file.name, failure)) {
      const { image } = this.#store.state.settings;
      const change = { image: { ...image, picked: file.name } };
      this.#store.dispatch({ type: 'changed', change });
    }
    URL.revokeObjectURL(url);
  }

  /** Whether the picture is there, for the input that is looked at. */
  async #load(input: OpenInput, src: string, name: string, failure: string): Promise<boolean> {
    const source = new Image();
    source.src = src;
    const read = await source.decode().then(
      () => true,
      () => false,
    );
    if (input !== this.#of) return false;
    this.#refused = read ? undefined : failure;
    if (read) {
      // A drawing without a size of its own is as square as its patches.
      this.#images.set(name, { source, aspect: source.naturalWidth / source.naturalHeight || 1 });
    }
    this.dispatchEvent(new Event('change'));
    return read;
  }

  get #picked(): string {
    return this.#store.state.settings.image.picked;
  }
}

import type { OpenInput } from '#app/state/state';

/** A picture that can be drawn. */
export interface LoadedImage {
  readonly source: HTMLImageElement;
  /** Width divided by height. */
  readonly aspect: number;
}

/** Keeps the picture that a vision transformer looked at: its file's own, or one that is picked. */
export class PatchImages extends EventTarget {
  #of: OpenInput | undefined;
  #image: LoadedImage | undefined;
  #message: string | undefined;

  get image(): LoadedImage | undefined {
    return this.#image;
  }

  /** Why there is no picture. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Loads the picture that an input brings with it, once; another input's is let go of. */
  want(input: OpenInput): void {
    if (input.id === this.#of?.id) return;
    this.#of = input;
    this.#image = undefined;
    this.#message = undefined;
    const src = input.info.image?.src;
    if (src === undefined) return;
    if (!src.startsWith('data:')) {
      this.#message =
        'The file names its picture by an address; nothing is fetched from there. Pick the picture itself.';
      return;
    }
    void this.#load(input, src, 'The picture in the file cannot be read; pick another one.');
  }

  /** Takes a picture of this device for the input that is looked at. */
  async pick(file: File): Promise<void> {
    const input = this.#of;
    if (input === undefined) return;
    const url = URL.createObjectURL(file);
    await this.#load(input, url, `${file.name} is not a picture that this browser can read.`);
    URL.revokeObjectURL(url);
  }

  async #load(input: OpenInput, src: string, failure: string): Promise<void> {
    const source = new Image();
    source.src = src;
    try {
      await source.decode();
      if (input !== this.#of) return;
      // A drawing without a size of its own is as square as its patches.
      const aspect = source.naturalWidth / source.naturalHeight || 1;
      [this.#image, this.#message] = [{ source, aspect }, undefined];
    } catch {
      if (input !== this.#of) return;
      this.#message = failure;
    }
    this.dispatchEvent(new Event('change'));
  }
}

import { explain } from '#app/picture/analysis';
import type { InputSource } from '#app/state/state';
import type { Store } from '#app/state/store';
import type { Engine, InputContent, Progress, TaskOptions } from '#engine/engine';
import { defaultChoice, type InputChoice } from '#model/attention';

export interface Reading {
  readonly name: string;
  readonly since: number;
  readonly progress: Progress | undefined;
}

export interface Refused {
  readonly name: string;
  readonly message: string;
}

type Content = InputContent | readonly Blob[];

/** Opens inputs. What is open stays open until another stands completely. */
export class Opening extends EventTarget {
  readonly #engine: Engine;
  readonly #store: Store;
  #reading: Reading | undefined;
  #refused: Refused | undefined;
  #abort: AbortController | undefined;

  constructor(engine: Engine, store: Store) {
    super();
    this.#engine = engine;
    this.#store = store;
  }

  get reading(): Reading | undefined {
    return this.#reading;
  }

  get refused(): Refused | undefined {
    return this.#refused;
  }

  /** The bytes of what is open, file by file, to be saved with a page or put into a link. */
  contents(): readonly Blob[] {
    const { input } = this.#store.state;
    if (input === undefined) return [];
    return this.#engine.contents(input.id).map((content) => {
      if (content instanceof Blob) return content;
      if (typeof content === 'string') return new Blob([content]);
      throw new Error('a saved page does not give out what it carries');
    });
  }

  /** Reads one file, or several as the samples of one input: `layer_2` before `layer_10`. */
  async openFiles(files: readonly File[]): Promise<void> {
    const { compare } = new Intl.Collator('en', { numeric: true });
    const [file, ...more] = files.toSorted((one, other) => compare(one.name, other.name));
    if (file === undefined) return;
    if (more.length === 0) await this.open(file, file.name);
    else await this.open([file, ...more], `${file.name} and ${more.length} more`);
  }

  /**
   * Reads a file, text, an address or what a function finds, under a name for people; ends a reading
   * that is still going on.
   */
  async open(
    given: Content | ((task: TaskOptions) => Content | Promise<Content>),
    name: string,
    source: InputSource = { kind: 'file', name },
  ): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const since = performance.now();
    this.#show({ name, since, progress: undefined }, undefined);
    try {
      const task: TaskOptions = {
        signal: abort.signal,
        onProgress: (progress) => {
          if (!abort.signal.aborted) this.#show({ name, since, progress }, undefined);
        },
      };
      const content = typeof given === 'function' ? await given(task) : given;
      const { id, info } = await this.#engine.load(content, task);
      if (abort.signal.aborted) {
        this.#engine.release(id);
        return;
      }
      const before = this.#store.state.input;
      const choice = { ...defaultChoice, sample: info.sample, batchItem: info.batchItem };
      this.#store.dispatch({ type: 'opened', input: { id, name, source, info, choice } });
      if (before !== undefined) this.#engine.release(before.id);
      this.#show(undefined, undefined);
    } catch (error) {
      if (!abort.signal.aborted) this.#show(undefined, { name, message: explain(error) });
    }
  }

  /** Says why something could not be opened; what is open stays. */
  refuse(refused: Refused): void {
    this.#show(this.#reading, refused);
  }

  /** Stops reading; what was open before stays. */
  cancel(): void {
    this.#abort?.abort();
    this.#show(undefined, undefined);
  }

  /** Takes the message of a refused file away. */
  dismiss(): void {
    this.#show(this.#reading, undefined);
  }

  /** Chooses another sample or batch item, crops or renormalises. */
  async choose(change: Partial<InputChoice>): Promise<void> {
    const { input } = this.#store.state;
    if (input === undefined) return;
    const choice = { ...input.choice, ...change };
    try {
      const info = await this.#engine.choose(input.id, choice);
      if (this.#store.state.input?.id !== input.id) return;
      this.#store.dispatch({ type: 'chosen', info, choice });
    } catch (error) {
      this.#show(undefined, { name: input.name, message: explain(error) });
    }
  }

  #show(reading: Reading | undefined, refused: Refused | undefined): void {
    this.#reading = reading;
    this.#refused = refused;
    this.dispatchEvent(new Event('change'));
  }
}

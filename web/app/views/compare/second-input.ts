import { explain } from '#app/picture/analysis';
import type { OpenInput } from '#app/state/state';
import type { Store } from '#app/state/store';
import type { ServiceSources } from '#app/view/services';
import type { Engine } from '#engine/engine';
import type { AttentionInfo } from '#model/attention';
import { defaultChoice } from '#model/attention';

/** Inputs that are kept to come back to, the shown one among them. */
const mostKept = 2;

/** The inputs opened beside the first, to compare with it; the settings name the one that is shown. */
export class SecondInput extends EventTarget {
  readonly #engine: Engine;
  readonly #store: Store;
  /** By their names, the newest last. */
  readonly #opened = new Map<string, OpenInput>();
  #refused: string | undefined;

  constructor({ engine, store }: ServiceSources) {
    super();
    this.#engine = engine;
    this.#store = store;
  }

  get input(): OpenInput | undefined {
    return this.#opened.get(this.#name);
  }

  /** Why the file chosen last, or the one that the settings name, is not beside the first. */
  get message(): string | undefined {
    if (this.#refused !== undefined) return this.#refused;
    if (this.#name === '' || this.input !== undefined) return undefined;
    return `${this.#name} was beside this one, and is not open here: open the file to compare with it.`;
  }

  /** Reads a file of the same shape as `first`; another one that is open stays where it is refused. */
  async open(file: File, first: AttentionInfo): Promise<void> {
    try {
      const { id, info } = await this.#engine.load(file);
      this.#refused = shapeRefusal(file.name, info, first);
      if (this.#refused !== undefined) {
        this.#engine.release(id);
      } else {
        const source = { kind: 'file', name: file.name } as const;
        this.#keep({ id, name: file.name, source, info, choice: defaultChoice });
      }
    } catch (error) {
      this.#refused = `${file.name} could not be opened. ${explain(error)}`;
    }
    this.dispatchEvent(new Event('change'));
  }

  #keep(input: OpenInput): void {
    this.#letGo(input.name);
    this.#opened.set(input.name, input);
    const { compare } = this.#store.state.settings;
    const change = { compare: { ...compare, second: input.name } };
    this.#store.dispatch({ type: 'changed', change });
    for (const name of [...this.#opened.keys()].slice(0, -mostKept)) this.#letGo(name);
  }

  #letGo(name: string): void {
    const input = this.#opened.get(name);
    if (input !== undefined) this.#engine.release(input.id);
    this.#opened.delete(name);
  }

  get #name(): string {
    return this.#store.state.settings.compare.second;
  }
}

/** Why an input cannot be compared cell by cell with another; undefined where it can. */
export function shapeRefusal(
  name: string,
  { queries, keys }: AttentionInfo,
  first: AttentionInfo,
): string | undefined {
  if (queries === first.queries && keys === first.keys) return undefined;
  const tokens = (shape: { readonly queries: number; readonly keys: number }) =>
    shape.queries === shape.keys
      ? `${shape.keys} tokens`
      : `${shape.queries} × ${shape.keys} tokens`;
  return `${name} has ${tokens({ queries, keys })} and the file beside it ${tokens(first)}: open a file of the same tokens to compare cell by cell.`;
}

/** Where two inputs of the same shape have other tokens; undefined where they are the same. */
export function tokenDifference(one: AttentionInfo, other: AttentionInfo): string | undefined {
  const at = one.tokens.findIndex((token, position) => token !== other.tokens[position]);
  if (at < 0) return undefined;
  return `From position ${at + 1} on the tokens differ: ‘${one.tokens[at]}’ and ‘${other.tokens[at]}’.`;
}

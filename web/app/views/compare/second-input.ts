import { explain } from '#app/picture/analysis';
import type { OpenInput } from '#app/state/state';
import type { ServiceSources } from '#app/view/services';
import type { Engine } from '#engine/engine';
import type { AttentionInfo } from '#model/attention';
import { defaultChoice } from '#model/attention';

/** An input opened beside the first, to compare with it. */
export class SecondInput extends EventTarget {
  readonly #engine: Engine;
  #input: OpenInput | undefined;
  #message: string | undefined;

  constructor({ engine }: Pick<ServiceSources, 'engine'>) {
    super();
    this.#engine = engine;
  }

  get input(): OpenInput | undefined {
    return this.#input;
  }

  /** Why the file chosen last is not beside the first. */
  get message(): string | undefined {
    return this.#message;
  }

  /** Reads a file of the same shape as `first`; another one that is open stays where it is refused. */
  async open(file: File, first: AttentionInfo): Promise<void> {
    try {
      const { id, info } = await this.#engine.load(file);
      this.#message = shapeRefusal(file.name, info, first);
      if (this.#message !== undefined) {
        this.#engine.release(id);
      } else {
        if (this.#input !== undefined) this.#engine.release(this.#input.id);
        const source = { kind: 'file', name: file.name } as const;
        this.#input = { id, name: file.name, source, info, choice: defaultChoice };
      }
    } catch (error) {
      this.#message = `${file.name} could not be opened. ${explain(error)}`;
    }
    this.dispatchEvent(new Event('change'));
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

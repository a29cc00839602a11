import { EngineError } from './engine';

/** Attention in memory. Weights nest as in a file, or lie flat with their shape. */
export interface AttentionData {
  readonly model?: string;
  /** One for each key. */
  readonly tokens?: readonly string[];
  /** One for each query, where they differ from the keys. */
  readonly query_tokens?: readonly string[];
  /** `[layer][head][query][key]`, `[layer][query][key]` or `[layer][batch][head][query][key]`. */
  readonly attentions: NestedNumbers | FlatNumbers;
  readonly [field: string]: unknown;
}

export type NestedNumbers = readonly (number | NestedNumbers)[];

/** Numbers row-major, the last axis fastest. */
export interface FlatNumbers {
  readonly values: Float32Array | Float64Array;
  readonly shape: readonly number[];
}

/** Longest piece of text that is made at once. */
const PIECE_VALUES = 2 ** 16;

/**
 * What the engine reads, from what a program has: bytes and text as they are, data written as a
 * file of the native format (docs/file-format.md). Throws `EngineError` where the shape of flat
 * numbers is not theirs. O(values).
 */
export function contentOf(
  input: AttentionData | Blob | string | ArrayBuffer | Uint8Array<ArrayBuffer>,
): Blob | string {
  if (typeof input === 'string' || input instanceof Blob) return input;
  if (input instanceof ArrayBuffer || input instanceof Uint8Array) return new Blob([input]);
  const { attentions, ...rest } = input;
  const fields = JSON.stringify(rest);
  const head = fields === '{}' ? '{' : `${fields.slice(0, -1)},`;
  const pieces = isFlat(attentions) ? flatText(attentions) : [JSON.stringify(attentions)];
  return new Blob([head, '"attentions":', ...pieces, '}']);
}

function isFlat(numbers: NestedNumbers | FlatNumbers): numbers is FlatNumbers {
  return !Array.isArray(numbers);
}

function flatText({ values, shape }: FlatNumbers): string[] {
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.length === 0 || count !== values.length) {
    throw new EngineError(
      'shape',
      `The shape [${shape.join(', ')}] takes ${count} values, but there are ${values.length}.`,
    );
  }
  const pieces: string[] = [];
  let piece: string[] = [];
  const write = (axis: number, from: number, size: number) => {
    const length = shape[axis] ?? 0;
    if (axis === shape.length - 1) {
      piece.push(`[${values.subarray(from, from + length).join(',')}]`);
      if (piece.length * length < PIECE_VALUES) return;
      pieces.push(piece.join(''));
      piece = [];
      return;
    }
    piece.push('[');
    for (let at = 0; at < length; at += 1) {
      if (at > 0) piece.push(',');
      write(axis + 1, from + at * (size / length), size / length);
    }
    piece.push(']');
  };
  write(0, 0, values.length);
  pieces.push(piece.join(''));
  return pieces;
}

import type { AttentionStore } from '#wasm';
import type { ByteSource } from './byte-source';
import { EngineError } from './engine';
import type { InputBytes } from './input-bytes';
import { refuse } from './module-data';
import { isPage } from './sniff';
import { TURN_MS, turn } from './task';

/** Larger pieces of input are pushed piece by piece, so that the buffer stays small. */
const MAX_PUSH_BYTES = 2 ** 18;

/**
 * Reads a source into a store; their owner lets go of both where it throws. Samples without a name
 * are called `name`. Under Node and while unpacking, pieces follow one another without a look at the
 * messages that have arrived, an abort among them, unless there is a pause.
 */
export async function readSource(
  store: AttentionStore,
  input: InputBytes,
  signal: AbortSignal | undefined,
  name = '',
): Promise<void> {
  store.begin(input.size ?? -1);
  let looked = performance.now();
  let bytes: Uint8Array<ArrayBuffer> | undefined = input.start;
  for (; bytes; bytes = await input.next(bytes)) {
    push(store, bytes);
    if (signal === undefined || performance.now() - looked < TURN_MS) continue;
    await turn();
    looked = performance.now();
  }
  refuse(store.end(name));
}

/** An error with what only its source knows: which of several it is, and what an address gave. */
export function refusalOf(
  error: unknown,
  { fetched }: ByteSource,
  { start }: InputBytes,
  name: string | undefined,
): unknown {
  if (!(error instanceof EngineError)) return error;
  if (fetched !== undefined && error.code === 'no-attentions' && isPage(start)) {
    return new EngineError(
      'fetch',
      `${fetched.from} gives a web page without attention in it. Link to the file itself: at a code host, that is the address behind “Raw” or “Download”.`,
    );
  }
  return name === undefined ? error : new EngineError(error.code, `${name}: ${error.message}`);
}

function push(store: AttentionStore, bytes: Uint8Array): void {
  for (let begin = 0; begin < bytes.byteLength; begin += MAX_PUSH_BYTES) {
    const piece = bytes.subarray(begin, begin + MAX_PUSH_BYTES);
    store.buffer(piece.byteLength).set(piece);
    refuse(store.push(piece.byteLength));
  }
}

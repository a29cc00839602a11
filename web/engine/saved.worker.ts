/// <reference lib="webworker" />
import { unpackedInput } from '#model/packed-input';
import type { SavedPageMessage } from '#model/saved-page';
import createHeadwater from '#wasm';
import { type ByteSource, streamOf } from './byte-source';
import { carriedInput } from './carried-input';
import { EngineError, type InputContent } from './engine';
import { EngineHost, type Post } from './host';
import type { HeadwaterModule, Modules } from './module';
import { openSource } from './open-source';
import type { Request } from './protocol';

/** The worker of a saved page: its module and the input come in messages, nothing is fetched. */
declare const READS_EVERY_FORMAT: boolean;

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Something that a message will bring. */
function awaited<Value>(): { value: Promise<Value>; give(value: Value | Promise<Value>): void } {
  let give: (value: Value | Promise<Value>) => void = () => undefined;
  const value = new Promise<Value>((resolve) => {
    give = resolve;
  });
  return { value, give };
}

const module = awaited<HeadwaterModule>();
const input = awaited<Awaited<ReturnType<typeof unpackedInput>>>();
const modules: Modules = (readers) =>
  readers === 'json' || READS_EVERY_FORMAT
    ? module.value
    : Promise.reject(
        new EngineError(
          'format',
          'A saved page reads JSON of the native format only. Open this file with Headwater itself.',
        ),
      );

async function open(content: InputContent, signal?: AbortSignal): Promise<ByteSource> {
  const carried =
    typeof content === 'object' && 'url' in content && content.url === carriedInput.url;
  if (!carried) return openSource(content, signal);
  const pieces = (await input.value.catch(refuseDamaged))();
  const next = async () => pieces.next().value;
  return { stream: streamOf(next, async () => undefined), bytes: undefined };
}

function refuseDamaged(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new EngineError(
    'truncated',
    `The input inside this page is damaged or cut off (${reason}). Get the page's file again.`,
  );
}

const post: Post = (response, transfer) => scope.postMessage(response, transfer);
const host = new EngineHost(modules, post, open);

/** Held until this worker ends; worker-port.ts waits for it to know of that. */
let held: Promise<void> | undefined;

/** Not before the page asks something, because until then it does not listen. */
function hold(): void {
  held = new Promise(() => undefined);
  scope.navigator.locks
    ?.request(scope.name, () => {
      scope.postMessage({ kind: 'ready' });
      return held;
    })
    .catch(() => undefined);
}

scope.onmessage = ({ data }: MessageEvent<Request | SavedPageMessage>) => {
  switch (data.kind) {
    case 'module':
      module.give(createHeadwater({ wasmBinary: new Uint8Array(data.wasm) }));
      break;
    case 'input':
      // What is sent to a worker that starts lies with the page's thread until the worker stands.
      scope.postMessage({ kind: 'hasInput' });
      // At once: the page asks for it only when its program has started.
      input.give(unpackedInput(data.input));
      break;
    default:
      if (held === undefined) hold();
      host.handle(data);
  }
};

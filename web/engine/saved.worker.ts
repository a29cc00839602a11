/// <reference lib="webworker" />
import createHeadwater from '#wasm';
import { EngineError } from './engine';
import { EngineHost } from './host';
import type { HeadwaterModule, Modules } from './module';
import type { Request } from './protocol';

/** The worker of a saved page: its module comes with the first message, nothing is fetched. */
declare const READS_EVERY_FORMAT: boolean;

const scope = self as unknown as DedicatedWorkerGlobalScope;
let give: (module: Promise<HeadwaterModule>) => void = () => undefined;
const module = new Promise<HeadwaterModule>((resolve) => {
  give = resolve;
});
const modules: Modules = (readers) =>
  readers === 'json' || READS_EVERY_FORMAT
    ? module
    : Promise.reject(
        new EngineError(
          'format',
          'A saved page reads JSON of the native format only. Open this file with Headwater itself.',
        ),
      );
const host = new EngineHost(modules, (response, transfer) => scope.postMessage(response, transfer));
scope.onmessage = ({ data }: MessageEvent<Request | { kind: 'module'; wasm: ArrayBuffer }>) => {
  if (data.kind === 'module') give(createHeadwater({ wasmBinary: new Uint8Array(data.wasm) }));
  else host.handle(data);
};

// Held until this worker ends; worker-port.ts waits for it to know of that.
const held = new Promise<void>(() => undefined);
scope.navigator.locks
  ?.request(scope.name, () => {
    scope.postMessage({ kind: 'ready' });
    return held;
  })
  .catch(() => undefined);

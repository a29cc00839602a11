/// <reference lib="webworker" />
import { EngineHost } from './host';
import { startModules } from './module';
import type { Request } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const modules = startModules();
const host = new EngineHost(modules, (response, transfer) => scope.postMessage(response, transfer));
// Started before anything is asked, because nearly everything that is asked needs it.
modules('json').catch(() => undefined);
scope.onmessage = ({ data }: MessageEvent<Request>) => host.handle(data);

// Held until this worker ends; browser-worker.ts waits for it to know of that.
const held = new Promise<void>(() => undefined);
scope.navigator.locks?.request(scope.name, () => {
  scope.postMessage({ kind: 'ready' });
  return held;
});

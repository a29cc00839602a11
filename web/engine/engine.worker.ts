/// <reference lib="webworker" />
import { EngineHost } from './host';
import { loadModule } from './module';
import type { Request } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const host = new EngineHost(loadModule(), (response, transfer) =>
  scope.postMessage(response, transfer),
);
scope.onmessage = ({ data }: MessageEvent<Request>) => host.handle(data);

// Held until this worker ends; browser-worker.ts waits for it to know of that.
const held = new Promise<void>(() => undefined);
scope.navigator.locks?.request(scope.name, () => {
  scope.postMessage({ kind: 'ready' });
  return held;
});

/// <reference lib="webworker" />
import { EngineHost } from './host';
import { loadModule } from './module';
import type { Request } from './protocol';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const host = new EngineHost(loadModule(), (response, transfer) =>
  scope.postMessage(response, transfer),
);
scope.onmessage = ({ data }: MessageEvent<Request>) => host.handle(data);

import { parentPort } from 'node:worker_threads';
import { EngineHost } from '#engine/host';
import type { Request } from '#engine/protocol';
import { modules } from './input';

if (parentPort === null) throw new Error('This file runs as a worker of headwater.mjs.');
const port = parentPort;
const host = new EngineHost(modules, (response, transfer) =>
  port.postMessage(response, transfer as ArrayBuffer[]),
);
port.on('message', (request: Request) => host.handle(request));

import type { Progress } from './engine';

/** A task that a worker is at. */
export interface Task {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Lets messages that have arrived, a cancellation among them, be handled. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(undefined);
  });
}

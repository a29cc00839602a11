import type { Progress } from './engine';

/** A task that a worker is at. */
export interface Task {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Between two looks at the messages that have arrived, well below the 100 ms of a quick cancel. */
export const TURN_MS = 20;

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

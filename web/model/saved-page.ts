import type { PackedInput } from './packed-input';

export interface StartedWorker {
  readonly worker: Worker;
  /** Also that of the lock it takes (web/engine/worker-port.ts). */
  readonly name: string;
  /** It was given the input already. */
  readonly hasInput: boolean;
}

/** What a saved page (web/export/page-boot.ts) gives to its program. */
export interface SavedPage {
  readonly name: string;
  readonly fragment: string;
  readonly input: PackedInput;
  /** A worker that has its module. */
  startWorker(): StartedWorker;
}

/** What its worker is given beside requests. */
export type SavedPageMessage =
  | { readonly kind: 'module'; readonly wasm: ArrayBuffer }
  | { readonly kind: 'input'; readonly input: PackedInput };

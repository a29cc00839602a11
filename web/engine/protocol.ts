import type { AttentionInfo, InputChoice } from '#model/attention';
import type { MatrixStack } from '#model/matrix';
import type { LayerOptions, RolloutOptions } from '#model/options';
import type { Loaded, Progress } from './engine';

/** What the client may ask of its worker: payload and answer of each kind of task. */
export interface Tasks {
  load: { payload: { input: Blob | string }; result: Loaded };
  choose: { payload: { id: number; choice: InputChoice }; result: AttentionInfo };
  raw: { payload: { id: number; options: LayerOptions }; result: MatrixStack };
  rollout: { payload: { id: number; options: RolloutOptions }; result: MatrixStack };
}

export type TaskKind = keyof Tasks;

type TaskRequest = {
  [K in TaskKind]: { kind: K; task: number; payload: Tasks[K]['payload'] };
}[TaskKind];

/** Client to worker. `task` numbers a request; its answers carry the same number. */
export type Request =
  | TaskRequest
  | { kind: 'cancel'; task: number }
  | { kind: 'release'; id: number };

/** Worker to client. */
export type Response =
  | { kind: 'progress'; task: number; progress: Progress }
  | { kind: 'done'; task: number; result: Tasks[TaskKind]['result'] }
  | { kind: 'refused'; task: number; code: string; message: string }
  | { kind: 'cancelled'; task: number }
  /** The WebAssembly instance is broken, mostly for want of memory; the worker must be replaced. */
  | { kind: 'broken'; task: number; message: string };

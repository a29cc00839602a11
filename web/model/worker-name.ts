/** A name for a worker. crypto.randomUUID is only there on https and localhost. */
export function workerName(): string {
  return `headwater-${Math.random().toString(36).slice(2)}-${performance.now()}`;
}

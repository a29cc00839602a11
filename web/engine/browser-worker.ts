import { workerName } from '#model/worker-name';
import { WorkerEngine } from './client';
import { type Engine, EngineError } from './engine';
import type { Port } from './worker-link';
import { portOf, usualWorkers } from './worker-port';

/** The part of Trusted Types that is used; not every browser has them. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): string };
}

/** An address of ours as a page with Trusted Types takes it; such a page allows `headwater`. */
const trusted = (() => {
  let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
  return (address: URL | string): string => {
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    policy ??= trustedTypes?.createPolicy('headwater', { createScriptURL: (own) => own });
    return policy?.createScriptURL(String(address)) ?? String(address);
  };
})();

/**
 * Starts the worker's script. Where this module came from another origin than the page's, which only
 * the element of the npm package does, a browser refuses that; then a script of the page's own
 * origin imports it. A page with Trusted Types refuses an address that no policy has looked at.
 */
function startScript(name: string): Worker {
  try {
    return new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name });
  } catch (error) {
    const script = import.meta.url.replace(/[^/]*$/, 'engine.worker.js');
    if (error instanceof TypeError && 'trustedTypes' in globalThis) {
      const address = trusted(script);
      if (new URL(script).origin === origin) return new Worker(address, { type: 'module', name });
    } else if (!isSecurityError(error)) throw error;
    const text = `import ${JSON.stringify(script)};`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    return new Worker(trusted(url), { type: 'module', name });
  }
}

function isSecurityError(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'SecurityError';
}

/** Starts a worker. Only this file and, in a saved page, export/page-boot.ts do. */
function startWorker(): Port {
  const name = workerName();
  try {
    return portOf(startScript(name), name);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new EngineError(
      'worker',
      `This page cannot start a worker, in which attention is computed (${detail}). Open it in a browser with workers; a Content-Security-Policy has to allow them by worker-src, and Trusted Types by the policy headwater.`,
    );
  }
}

/**
 * Starts the analysis in this page. Its worker starts with the first task; `workers`, one for each
 * processor where it is not given, share a large attention flow.
 */
export function createEngine(workers = usualWorkers()): Engine {
  return new WorkerEngine(startWorker, workers);
}

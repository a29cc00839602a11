import { EngineError, type TaskOptions } from './engine';
import { fetchSource, shownAddress } from './fetch-source';

/**
 * The input at an address, relative ones from the page on; the engine fetches it. Throws
 * `EngineError` for an address that is none or that a browser may not read.
 */
export function inputAt(address: string): { readonly url: string } {
  const base = globalThis.document?.baseURI;
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (url !== undefined && /^(https?|blob|data):$/.test(url.protocol)) return { url: url.href };
  if (url?.protocol === 'file:') {
    throw new EngineError(
      'fetch',
      `Browsers do not let a page that is opened from disk read ${url.href}. Open the file itself, or put page and data on a web server.`,
    );
  }
  throw new EngineError(
    'fetch',
    `“${shownAddress(address)}” is no address that can be fetched. It begins with https://, or leads to a file beside the page.`,
  );
}

/** Fetches a whole input, for those who must not wait until the engine stands. */
export async function fetchInput(address: string, { signal }: TaskOptions = {}): Promise<Blob> {
  const { stream } = await fetchSource(inputAt(address).url, signal);
  return new Response(stream).blob();
}

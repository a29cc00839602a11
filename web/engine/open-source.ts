import { type ByteSource, sourceOf } from './byte-source';
import type { InputContent } from './engine';
import { fetchSource } from './fetch-source';

/** The bytes of any content. Rejects with `EngineError` when they cannot be had. */
export async function openSource(content: InputContent, signal?: AbortSignal): Promise<ByteSource> {
  if (typeof content === 'string' || content instanceof Blob) return sourceOf(content);
  if ('url' in content) return fetchSource(content.url, signal);
  const { linkSource } = await import('./link-source');
  return linkSource(content.link);
}

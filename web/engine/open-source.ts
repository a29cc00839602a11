import { type ByteSource, sourceOf } from './byte-source';
import type { InputContent } from './engine';
import { fetchSource } from './fetch-source';
import { linkSource } from './link-source';

/** The bytes of any content. Rejects with `EngineError` when they cannot be had. */
export async function openSource(content: InputContent, signal?: AbortSignal): Promise<ByteSource> {
  if (typeof content === 'string' || content instanceof Blob) return sourceOf(content);
  return 'link' in content ? linkSource(content.link) : fetchSource(content.url, signal);
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { heldRead } from '#engine/held-read';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** A reader that only its reading knows, and what that gives. */
function reading<Result>(read: () => Promise<Result>) {
  const reader = { read };
  return { reader: new WeakRef(reader), given: heldRead(reader, reader.read()) };
}

/** Whether something is left when the garbage is collected. */
async function stays({ reader }: { readonly reader: WeakRef<object> }): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve));
  collect();
  await new Promise((resolve) => setTimeout(resolve));
  return reader.deref() !== undefined;
}

describe('a reader', () => {
  it('stays while what it reads is on its way, though nobody else knows it', async () => {
    expect(await stays(reading(() => new Promise(() => undefined)))).toBe(true);
  });

  it('is let go once it has read', async () => {
    const read = reading(async () => 'bytes');
    expect(await read.given).toBe('bytes');
    expect(await stays(read)).toBe(false);
  });

  it('is let go where reading fails, and says why', async () => {
    const gone = new Error('gone');
    const read = reading(() => Promise.reject(gone));
    expect(await read.given.catch((error: unknown) => error)).toBe(gone);
    expect(await stays(read)).toBe(false);
  });
});

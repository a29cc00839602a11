const held = new Set<object>();

/**
 * What a pending `read` of a stream's reader gives. Until then the reader is held here: browsers
 * collect readers that nothing but a pending promise knows, whose promise then never settles.
 * Chromium 156 left one reading of 104 MB in 25 so (WebKit until 2025: its pull request 54097).
 */
export async function heldRead<Result>(reader: object, read: Promise<Result>): Promise<Result> {
  held.add(reader);
  try {
    return await read;
  } finally {
    held.delete(reader);
  }
}

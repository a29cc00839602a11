/** Just enough of the ELF format to know which files the prefix must patch. */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

const ET_EXEC = 2;
const ET_DYN = 3;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;

/**
 * @param {Buffer} head the first bytes of a file, with its program headers
 * @returns {'program' | 'library' | null} dynamically linked ones only
 */
export function elfKind(head) {
  if (head.length < 64 || head.readUInt32BE(0) !== 0x7f454c46 || head[4] !== 2) return null;
  const type = head.readUInt16LE(16);
  if (type !== ET_EXEC && type !== ET_DYN) return null;
  const offset = Number(head.readBigUInt64LE(32));
  const size = head.readUInt16LE(54);
  const count = head.readUInt16LE(56);
  const kinds = new Set();
  for (let i = 0; i < count && offset + i * size + 4 <= head.length; i++) {
    kinds.add(head.readUInt32LE(offset + i * size));
  }
  if (kinds.has(PT_INTERP)) return 'program';
  return kinds.has(PT_DYNAMIC) ? 'library' : null;
}

/**
 * @param {string} directory
 * @returns {{programs: string[], libraries: string[]}} regular files only, links are not followed
 */
export function findElf(directory) {
  const found = { programs: /** @type {string[]} */ ([]), libraries: /** @type {string[]} */ ([]) };
  const head = Buffer.alloc(4096);
  const walk = (/** @type {string} */ path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const full = join(path, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (entry.isFile()) {
        const file = openSync(full, 'r');
        const kind = elfKind(head.subarray(0, readSync(file, head, 0, head.length, 0)));
        closeSync(file);
        if (kind === 'program') found.programs.push(full);
        if (kind === 'library') found.libraries.push(full);
      }
    }
  };
  walk(directory);
  return found;
}

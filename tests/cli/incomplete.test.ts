import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { randomFile } from '../engine/attention-json';
import { Folder, headwater, program } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

// Large enough for threads to share its flow.
const json = folder.write('in.json', randomFile({ layers: 2, heads: 1, tokens: 300 }, 5));
const text = folder.write('in.txt', 'no attention');

/** The built command line without one of its files. */
function without(file: string): string {
  const copy = join(folder.path, `without-${file}`);
  cpSync(dirname(program), copy, { recursive: true });
  rmSync(join(copy, file));
  return join(copy, 'headwater.mjs');
}

describe('a command line of which a file is missing', () => {
  it.each([
    ['headwater.wasm', ['rollout', json]],
    ['headwater-formats.wasm', ['rollout', text]],
    ['page-json.txt', ['export', json]],
    ['worker.mjs', ['flow', json, '--workers', '2']],
  ])('names %s, not memory, and says what to do', (file, args) => {
    const { status, stdout, stderr } = headwater(args, undefined, without(file));
    expect(stderr).toMatch(/^headwater: /);
    expect(stderr).toContain(file);
    expect(stderr).toMatch(/Build or install the program again/);
    expect(stderr).not.toMatch(/memory/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([status, stdout]).toEqual([3, '']);
  });
});

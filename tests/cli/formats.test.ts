import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../engine/attention-json';
import { npyFile, safetensorsFile } from '../engine/binary-files';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const weights = randomWeights({ layers: 2, heads: 2, tokens: 3 }, 5);
const flat = new Float32Array(weights.flat(3));
const files = {
  '.npy': npyFile([2, 2, 3, 3], flat),
  '.safetensors': safetensorsFile([flat.slice(0, 18), flat.slice(18)], [2, 3, 3]),
};

describe('headwater on binary files', { timeout: 60_000 }, () => {
  it.each(Object.entries(files))('computes the same from %s as from JSON', (_, bytes) => {
    const path = folder.write('no-name-tells', bytes);
    for (const command of ['rollout', 'flow']) {
      const { status, stdout } = headwater([command, path, '--layers', 'all']);
      expect(status).toBe(0);
      const fromText = headwater([command, '-', '--layers', 'all'], JSON.stringify(weights));
      expect(JSON.parse(stdout).matrices).toEqual(JSON.parse(fromText.stdout).matrices);
    }
  });

  it.each(['validate', 'rollout', 'flow'])(
    'gives %s a packed file as standard input',
    (command) => {
      const { status, stdout } = headwater([command, '-'], gzipSync(files['.npy']));
      expect(status).toBe(0);
      expect(stdout).toMatch(
        command === 'validate' ? /layers +2\nheads +2\ntokens +3\n/ : /^{"method"/,
      );
    },
  );

  it('says where a file was cut off', () => {
    const path = folder.write('cut.npy', files['.npy'].subarray(0, 150));
    const { status, stderr } = headwater(['rollout', path]);
    expect(stderr).toMatch(/150 bytes where 272 are expected/);
    expect(status).toBe(3);
  });
});

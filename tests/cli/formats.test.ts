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

  it('names what is passed over, and a gap in the numbers of the layers', () => {
    const layers = [flat.slice(0, 18), flat.slice(18)];
    const others = { attention_mask: 'I64', position_ids: 'I64' } as const;
    const whole = safetensorsFile(layers, [2, 3, 3], {}, others);
    const { stdout } = headwater(['validate', '-'], whole);
    expect(stdout).toContain('\npassed over: attention_mask, position_ids\n');
    expect(stdout).not.toContain('warning');
    const renamed = Buffer.from(whole).toString('latin1').replace('attentions.1', 'attentions.4');
    const gap = headwater(['validate', '-'], Buffer.from(renamed, 'latin1'));
    expect(gap.stdout).toMatch(
      /warning +The layers' names count from 0 to 4 without 1 and 2 more\. /,
    );
    expect(headwater(['validate', '-'], files['.npy']).stdout).not.toContain('passed over');
  });

  it('computes nothing where a layer cannot be read', () => {
    const layers = [flat.slice(0, 18), flat.slice(18)];
    const lost = safetensorsFile(layers, [2, 3, 3], {}, { 'attentions.2': 'F8_E4M3' });
    const { status, stdout, stderr } = headwater(['rollout', '-'], lost);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('"attentions.2", a layer beside "attentions.0", holds F8_E4M3');
  });

  it('says where a file was cut off', () => {
    const path = folder.write('cut.npy', files['.npy'].subarray(0, 150));
    const { status, stderr } = headwater(['rollout', path]);
    expect(stderr).toMatch(/150 bytes where 272 are expected/);
    expect(status).toBe(3);
  });
});

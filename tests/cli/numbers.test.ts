import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const rows = [
  [1, 0],
  [0.5, 0.5],
];
const input = folder.write('in.json', JSON.stringify({ attentions: [[rows], [rows]] }));

/** As 32 bits it would be 0. */
const wraps = String(2 ** 32);

describe('numbers and names of the command line', () => {
  it.each([
    ['flow', '--sink', wraps],
    ['flow', '--source', '-1'],
    ['flow', '--sink-layer', wraps],
    ['flow', '--workers', '1000000000'],
    ['flow', '--workers', '0'],
    ['rollout', '--from', wraps],
    ['rollout', '--from', '0.5'],
    ['rollout', '--sample', wraps],
    ['rollout', '--batch', '1e0'],
    ['rollout', '--only-layers', '0.5'],
    ['rollout', '--only-layers', wraps],
    ['rollout', '--layers', `0,${wraps}`],
    ['rollout', '--heads', wraps],
    ['rollout', '--heads', 'max:0.5'],
    ['rollout', '--discard', '0.99999999999999999'],
    ['rollout', '--residual-weight', '0x0'],
    ['rollout', '--residual-weight', '1e400'],
    ['rollout', '--max-memory', '0'],
    ['export', '--layer', wraps],
    ['generate', '--prompt-length', wraps],
    ['evaluate', '--readout', wraps],
    ['evaluate', '--shard', '1/1000000000'],
    ['evaluate', '--shard', '1/2/3'],
    ['rollout', '--preset', 'constructor'],
    ['rollout', '--preset', '__proto__'],
    ['rollout', '--heads', 'constructor'],
  ])('headwater %s %s %s is refused with its flag and status 2', (command, flag, value) => {
    const { status, stdout, stderr } = headwater([command, input, flag, value]);
    expect(stderr).toMatch(new RegExp(`^headwater: ${flag} .*"${value}"`));
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([status, stdout]).toEqual([2, '']);
  });

  it.each(['constructor', '__proto__', 'toString'])('there is no command %s', (name) => {
    const { status, stderr } = headwater([name, input]);
    expect(stderr).toBe(`headwater: There is no command "${name}"; see headwater --help.\n`);
    expect(status).toBe(2);
  });

  it('a sink layer that is not there is told of, whatever layers are asked for', () => {
    const { status, stderr } = headwater(['flow', input, '--sink-layer', '9', '--layers', 'all']);
    expect(stderr).toMatch(/^headwater: The sink's layer 9 is not in the range 0 to 1/);
    expect(status).toBe(2);
  });
});

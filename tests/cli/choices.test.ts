import { afterAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../engine/attention-json';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const weights = randomWeights({ layers: 4, heads: 2, tokens: 5 }, 31);
const tokens = ['[CLS]', 'un', '##do', 'it', '[SEP]'];
const path = folder.write('pieces.json', JSON.stringify({ tokens, attentions: weights }));

// Each test runs the program several times, which takes seconds on a busy machine.
describe('choices of the command line', { timeout: 60_000 }, () => {
  it('takes only some layers', () => {
    const { status, stdout } = headwater(['rollout', path, '--only-layers', '2,0']);
    expect(status).toBe(0);
    const some = JSON.stringify([weights[0], weights[2]]);
    const { matrices } = JSON.parse(headwater(['rollout', '-'], some).stdout);
    expect(JSON.parse(stdout).matrices).toEqual(matrices);
    expect(headwater(['validate', path, '--only-layers', '2,0']).stdout).toMatch(/layers +2 of 4/);
  });

  it('leaves tokens out by text and by position, and wants to be told what rows are then', () => {
    const hide = ['--hide', '[CLS],[SEP],3'];
    const refused = headwater(['rollout', path, ...hide]);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toMatch(/without the 3 tokens that are left out.*--renormalize-rows/);
    const { status, stdout } = headwater(['rollout', path, ...hide, '--renormalize-rows']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).tokens).toEqual(['un', '##do']);
  });

  it('merges pieces of words and says so beside the result', () => {
    const { status, stdout, stderr } = headwater(['rollout', path, '--merge-pieces']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).tokens).toEqual(['[CLS]', 'undo', 'it', '[SEP]']);
    expect(stderr).toMatch(/5 tokens are merged into 4 words/);
  });

  it('joins samples as layers', () => {
    const lines = weights.map((layer) => JSON.stringify([layer])).join('\n');
    const joined = headwater(['rollout', '-', '--join'], lines);
    expect(joined.status).toBe(0);
    expect(JSON.parse(joined.stdout).matrices).toEqual(
      JSON.parse(headwater(['rollout', path]).stdout).matrices,
    );
    expect(headwater(['validate', '-', '--join'], lines).stdout).toMatch(
      /layers +4\n.*samples +4, joined as the layers of one/s,
    );
  });

  it.each([
    ['a token that is not there', ['--hide', 'fox'], /"fox"/],
    ['a position that is not there', ['--hide', '9'], /no token 9/],
    ['a layer that is not there', ['--only-layers', '4'], /no layer 4/],
    ['joining one sample', ['--join'], /only one sample/],
  ])('refuses %s with status 2', (_, flags, message) => {
    const { status, stderr } = headwater(['rollout', path, ...flags]);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it('finds how finely the weights are written', () => {
    expect(headwater(['validate', path]).stdout).toMatch(/precision +float32\n/);
    const rough = '[[[0.25, 0.75], [0.12, 0.88]]]';
    expect(headwater(['validate', '-'], rough).stdout).toMatch(/precision +2 decimals\n/);
  });

  it('joins files in the natural order of their names', () => {
    const files = weights.map((layer, index) => {
      const number = [2, 10, 33, 4][index] ?? 0;
      return folder.write(`layer_${number}.json`, JSON.stringify([layer]));
    });
    const { status, stdout } = headwater(['rollout', '--join', ...files.toSorted()]);
    expect(status).toBe(0);
    const inOrder = JSON.stringify([weights[0], weights[3], weights[1], weights[2]]);
    expect(JSON.parse(stdout).matrices).toEqual(
      JSON.parse(headwater(['rollout', '-'], inOrder).stdout).matrices,
    );
    expect(headwater(['validate', '--join', ...files]).stdout).toMatch(
      /joined as the layers of one: layer_2.json, layer_4.json, layer_10.json, layer_33.json\n/,
    );
  });

  it('names the file that is wrong among several', () => {
    const good = folder.write('good.json', JSON.stringify([weights[0]]));
    const bad = folder.write('not-good.json', '[[[1, 2');
    const { status, stderr } = headwater(['rollout', '--join', good, bad]);
    expect(stderr).toMatch(/^headwater: not-good\.json: /);
    expect(status).toBe(3);
  });

  it('keeps the mean over the heads where all do not fit, and says so', () => {
    const wide = randomWeights({ layers: 6, heads: 4, tokens: 24 }, 8);
    const text = JSON.stringify(wide);
    const tight = ['--max-memory', '0.04'];
    const { status, stdout, stderr } = headwater(['rollout', '-', ...tight], text);
    expect(status).toBe(0);
    expect(stderr).toMatch(/warning: only the mean over the 4 heads .* was kept/i);
    const all = JSON.parse(headwater(['rollout', '-'], text).stdout).matrices.flat(2);
    for (const [index, value] of JSON.parse(stdout).matrices.flat(2).entries()) {
      expect(value).toBeCloseTo(all[index], 6);
    }
    expect(headwater(['validate', '-', ...tight], text).stdout).toMatch(/heads +the mean of 4\n/);
    const refused = headwater(['rollout', '-', ...tight, '--keep-heads', 'all'], text);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toMatch(
      /need.* of memory and the limit is 40 kB.*fewer layers or heads/,
    );
  });
});

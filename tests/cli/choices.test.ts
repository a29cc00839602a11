import { afterAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../engine/attention-json';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const weights = randomWeights({ layers: 4, heads: 2, tokens: 5 }, 31);
const tokens = ['[CLS]', 'un', '##do', 'it', '[SEP]'];
const path = folder.write('pieces.json', JSON.stringify({ tokens, attentions: weights }));

describe('choices of the command line', () => {
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
});

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const uniform = JSON.stringify({
  model: '</title><script>alert("model")</script>',
  tokens: ['</script>', '<!--', '&amp;'],
  attentions: [[1, 2, 3].map(() => [0.5, 0.25, 0.25])],
});
const input = folder.write('in.json', uniform);

function exported(name: string, args: string[] = [], from = input): Buffer {
  const out = `${folder.path}/${name}`;
  const { status, stderr } = headwater(['export', from, '-o', out, ...args]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return readFileSync(out);
}

describe('headwater export', () => {
  it('gives the same bytes for the same input, packed or not', () => {
    const page = exported('a.html');
    expect(exported('b.html').equals(page)).toBe(true);
    const packed = folder.write('packed/in.json'.replace('packed/', ''), gzipSync(uniform));
    expect(exported('c.html', [], packed).equals(page)).toBe(true);
    folder.write('in.json', uniform);
  });

  it('lets nothing of the input stand in the page as markup', () => {
    const page = exported('d.html').toString('utf8');
    expect(page.match(/<script/g)).toHaveLength(6);
    expect(page.match(/<\/script>/g)).toHaveLength(6);
    // The notices, and nothing else.
    expect(page.match(/<!--/g)).toHaveLength(1);
    expect(page).toContain('<title>&#60;/title&#62;&#60;script&#62;alert(&#34;model&#34;)');
  });

  it('says how the page looks at its input', () => {
    const page = exported('e.html', ['--view', 'matrix', '--method', 'flow', '--heads', 'max']);
    expect(page.toString('utf8')).toContain('"fragment":"v=1&view=matrix&method=flow&fusion=max"');
    const head = exported('f.html', ['--heads', '0', '--all-heads-below']);
    expect(head.toString('utf8')).toContain('"fragment":"v=1&heads=0&fused-below=1"');
  });

  it('refuses what is no attention, and writes no page', () => {
    const bad = folder.write('bad.json', '{"attentions": 3}');
    const out = `${folder.path}/bad.html`;
    const { status, stderr } = headwater(['export', bad, '-o', out]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^headwater: /);
    expect(() => readFileSync(out)).toThrow();
  });

  it.each([
    ['--method', 'graph', /raw, rollout, flow/],
    ['--layer', '1', /layers run from 0 to 0/],
  ])('refuses %s %s', (flag, value, message) => {
    const { status, stderr } = headwater(['export', input, flag, value]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fileOf, randomAttention } from '../e2e/generated';
import { workedRollout } from '../e2e/page';
import { StaticHost } from '../e2e/static-host';
import { npyFile } from '../engine/binary-files';
import { agreed, expect, press, sameInAll, settled, test, words } from './engines';
import { drop, keepSaved, numbers, saved, views } from './inside';
import { type Tab, until } from './tab';

const program = fileURLToPath(new URL('../../dist/cli/headwater.mjs', import.meta.url));
const worked = fileURLToPath(new URL('../../examples/worked-example.json', import.meta.url));

/** What the command line computes of the worked example, in its last layer: `[query][key]`. */
function computed(method: 'rollout' | 'flow'): number[][] {
  const printed = execFileSync(process.execPath, [program, method, worked], { encoding: 'utf8' });
  return JSON.parse(printed).matrices.at(-1);
}

/** All methods' numbers of the chosen position, read from the Numbers view once all are there. */
async function numbersOf(tab: Tab): Promise<Record<string, number[]>> {
  await press(tab, 'Numbers');
  await settled(tab, /Copy as CSV/);
  return until(
    () => tab.run(numbers, undefined),
    ({ raw, rollout, flow }) => [raw, rollout, flow].every((column) => column !== undefined),
  );
}

async function dropFile(tab: Tab, name: string, content: string | Uint8Array): Promise<void> {
  await tab.run(drop, { name, base64: Buffer.from(content).toString('base64') });
}

test('the page computes the same numbers to the last bit', async ({ tabs, host }) => {
  const found = await sameInAll(tabs, async (tab) => {
    await tab.open(`${host.origin}/hw/#src=examples/worked-example.json&queries=4`);
    return numbersOf(tab);
  });
  expect(found['rollout']).toEqual(computed('rollout')[4]);
  expect(found['flow']).toEqual(computed('flow')[4]);
  for (const [key, value] of (workedRollout(5)[4] ?? []).entries()) {
    expect(found['rollout']?.[key]).toBeCloseTo(value, 6);
  }
});

const examples = {
  'the worked example': { file: 'worked-example.json', has: 'Graph' },
  'an encoder': { file: 'models/verb_number/attractor.json.gz', has: 'Heads' },
  'a story': { file: 'models/stories/story.json.gz', has: 'Generation' },
  'a digit': { file: 'models/digits/digit-3.json.gz', has: 'Image' },
  'many sentences': { file: 'models/verb_number/samples-1.json.gz', has: 'Faithfulness' },
};

for (const [what, { file, has }] of Object.entries(examples)) {
  test(`every view of ${what} says and draws the same`, async ({ tabs, host }) => {
    const offered = await sameInAll(tabs, async (tab) => {
      await tab.open(`${host.origin}/hw/#src=examples/${file}`);
      await numbersOf(tab);
      return tab.run(views, undefined);
    });
    expect(offered).toContain(has);
    expect(Object.keys(words)).toEqual(expect.arrayContaining(offered));
    for (const view of offered) {
      for (const tab of tabs) await press(tab, view);
      await agreed(tabs, words[view] ?? /./);
    }
  });
}

test('files are dropped, in both modules, and a damaged one leaves what is shown', async ({
  tabs,
  host,
}) => {
  const attentions = randomAttention({ layers: 2, heads: 2, tokens: 5 }, 3);
  const values = new Float32Array(attentions.flat(3));
  await sameInAll(tabs, async (tab) => {
    await tab.open(`${host.origin}/hw/#src=examples/worked-example.json`);
    await settled(tab, /6 layers · 8 heads · 8 tokens/);
    await dropFile(tab, 'dropped.json', fileOf(attentions));
    await settled(tab, /2 layers · 2 heads · 5 tokens/);
    const json = await numbersOf(tab);
    await dropFile(tab, 'damaged.json', fileOf(attentions).slice(0, 500));
    const { text } = await settled(tab, /damaged\.json/);
    await press(tab, 'Close');
    await dropFile(tab, 'dropped.npy', npyFile([2, 2, 5, 5], values));
    await settled(tab, /dropped\.npy.* 2 layers · 2 heads · 5 tokens/);
    return { json, text, npy: await numbersOf(tab) };
  });
});

test('the pointer pins the cell it presses', async ({ tabs, host }) => {
  await sameInAll(tabs, async (tab) => {
    await tab.open(`${host.origin}/hw/#src=examples/worked-example.json&view=matrix`);
    await settled(tab, /rollout after layer 6/);
    const { x, y } = await tab.run(() => {
      const stage = document.querySelector('hw-matrix')?.shadowRoot?.querySelector('.stage');
      const box = stage?.getBoundingClientRect() ?? new DOMRect();
      return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
    }, undefined);
    await tab.click(x, y);
    return (await settled(tab, /Pinned pair/)).canvases;
  });
});

test('the element draws in a page of somebody else', async ({ tabs, host }) => {
  const tag = (view: string) =>
    `<headwater-view src="/hw/examples/worked-example.json" view="${view}" query="fox" alt="example"></headwater-view>`;
  const body = ['matrix', 'sentence', 'layers', 'overview'].map(tag).join('');
  host.put('/page.html', {
    body: `<!doctype html><meta charset="utf-8"><script type="module" src="/package/element.js"></script>${body}`,
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'",
    },
  });
  const seen = await sameInAll(tabs, async (tab) => {
    await tab.open(`${host.origin}/page.html`);
    return (await settled(tab, /(rollout after layer 6.*){3}/)).text;
  });
  expect(seen).toContain('‘fox’ takes');
});

test('the frame draws in a page of another origin', async ({ tabs, host }) => {
  const other = await StaticHost.start();
  const address = `${host.origin}/hw/embed.html#src=examples/worked-example.json&view=sentence&query=fox`;
  other.put('/index.html', {
    body: `<!doctype html><iframe src="${address}" width="600" height="300">`,
  });
  const seen = await sameInAll(tabs, async (tab) => {
    await tab.open(`${other.origin}/index.html`);
    return (await settled(tab, /fox/, { frame: true })).text;
  });
  expect(seen).toContain('After layer 6, ‘fox’ takes');
  for (const tab of tabs) await tab.open('about:blank');
  await other.stop();
});

test('what a page saves, it opens from disk with the same numbers', async ({ tabs, host }) => {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-browsers-'));
  const take = async (tab: Tab, button: string) => {
    await press(tab, button);
    const base64 = await until(
      () => tab.run(saved, undefined),
      (file) => file !== undefined,
    );
    return Buffer.from(base64 ?? '', 'base64');
  };
  await sameInAll(tabs, async (tab) => {
    await tab.open(`${host.origin}/hw/#src=examples/worked-example.json&queries=4`);
    const online = await numbersOf(tab);
    await tab.run(keepSaved, undefined);
    await press(tab, 'Share');
    const path = join(folder, `${tab.engine}.html`);
    await writeFile(path, await take(tab, 'Save as web page'));
    await tab.open(pathToFileURL(path).href);
    await settled(tab, /worked example/);
    expect(await numbersOf(tab), `${tab.version}, from disk`).toEqual(online);
    await tab.run(keepSaved, undefined);
    await press(tab, 'Share');
    const json = JSON.parse((await take(tab, 'JSON')).toString());
    expect(json.matrices.at(-1)).toEqual(computed('rollout'));
    return json;
  });
  await rm(folder, { recursive: true });
});

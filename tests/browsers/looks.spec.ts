import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { randomAttention, tokensOf } from '../e2e/generated';
import { expect, settled, test, words } from './engines';
import { drop, views } from './inside';

const folder = fileURLToPath(new URL('../../build/browsers/', import.meta.url));

/** The same, of a causal model: nobody reads what comes after. */
function causal(attentions: number[][][][]): number[][][][] {
  return attentions.map((heads) =>
    heads.map((rows) =>
      rows.map((row, query) => {
        const sum = row.slice(0, query + 1).reduce((total, weight) => total + weight, 0);
        return row.map((weight, key) => (key <= query ? weight / sum : 0));
      }),
    ),
  );
}

/** Every kind of control and view in one input: patches of a picture, a prompt, gradients, references. */
function everything(): string {
  const shape = { layers: 3, heads: 4, tokens: 10 };
  const attentions = causal(randomAttention(shape, 7));
  const importance = { gradient: attentions[0]?.[0]?.[9] ?? [] };
  const src = `data:image/svg+xml,${encodeURIComponent(
    "<svg xmlns='http://www.w3.org/2000/svg' width='50' height='20'><rect width='25' height='20'/></svg>",
  )}`;
  return JSON.stringify({
    model: 'everything',
    tokens: tokensOf(10),
    attentions,
    gradients: causal(randomAttention(shape, 8)),
    prompt_length: 6,
    readout: 9,
    importance,
    image: { src, grid: [2, 5], prefix_tokens: 0 },
  });
}

for (const [device, width, height] of [
  ['desk', 1440, 900],
  ['phone', 390, 844],
] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`no view cuts off a text at ${width} pixels in ${theme} colours`, async ({
      tabs,
      host,
    }) => {
      await mkdir(folder, { recursive: true });
      const clipped: string[] = [];
      for (const tab of tabs) {
        await tab.resize(width, height);
        await tab.open(`${host.origin}/hw/#src=examples/worked-example.json&theme=${theme}`);
        await settled(tab, /worked example/);
        const base64 = Buffer.from(everything()).toString('base64');
        await tab.run(drop, { name: 'everything.json', base64 });
        await settled(tab, /everything/);
        for (const view of await tab.run(views, undefined)) {
          await tab.run((name) => {
            for (const one of document.querySelectorAll<HTMLElement>('[role=tab]')) {
              if (one.textContent === name) one.click();
            }
          }, view);
          const seen = await settled(tab, words[view] ?? /./);
          clipped.push(...seen.clipped.map((text) => `${tab.version}, ${view}: ${text}`));
          await writeFile(
            `${folder}/${tab.engine}-${device}-${theme}-${view}.png`,
            await tab.picture(),
          );
        }
        await tab.resize(1440, 900);
      }
      expect(clipped).toEqual([]);
    });
  }
}

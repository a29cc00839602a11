import { test as base, expect } from '@playwright/test';
import { StaticHost } from '../e2e/static-host';
import { openChromium } from './chromium';
import { openFirefox } from './firefox';
import { type Look, look, placeOf } from './inside';
import { type Tab, until, type Where } from './tab';
import { openWebKit } from './webkit';

export { expect };

/** A program that the suite was not told of is an error with its name: nothing is passed over. */
function programOf(variable: string): string {
  const path = process.env[variable];
  if (path) return path;
  throw new Error(`${variable} is not set: run node scripts/test-browsers.mjs, which sets it.`);
}

/** Three browsers, each with one window, and a host of everything that is looked at. */
export const test = base.extend<
  { quiet: undefined },
  { tabs: readonly [Tab, ...Tab[]]; host: StaticHost }
>({
  tabs: [
    async ({ browserName: _ }, use) => {
      const tabs: [Tab, ...Tab[]] = [
        await openChromium(programOf('HEADWATER_BROWSER')),
        await openFirefox(programOf('HEADWATER_FIREFOX')),
        await openWebKit(programOf('HEADWATER_WEBKIT'), programOf('HEADWATER_XVFB')),
      ];
      for (const tab of tabs) {
        await tab.resize(1440, 900);
        console.log(tab.version);
      }
      await use(tabs);
      for (const tab of tabs) await tab.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  host: [
    async ({ browserName: _ }, use) => {
      const host = await StaticHost.start();
      host.mount('/hw/', 'dist/site').mount('/package/', 'dist/package');
      await use(host);
      await host.stop();
    },
    { scope: 'worker' },
  ],
  quiet: [
    async ({ tabs }, use) => {
      await use(undefined);
      for (const tab of tabs) {
        expect(await tab.complaints(), `errors in the console of ${tab.version}`).toEqual([]);
      }
    },
    { auto: true },
  ],
});

/** Does the same in every browser, one after the other, and holds what it gives against Chromium's. */
export async function sameInAll<T>(
  tabs: readonly Tab[],
  read: (tab: Tab) => Promise<T>,
): Promise<T> {
  const readings: T[] = [];
  for (const tab of tabs) readings.push(await read(tab));
  return allAlike(tabs, readings);
}

function allAlike<T>(tabs: readonly Tab[], readings: readonly T[]): T {
  const [wanted, ...others] = readings;
  if (wanted === undefined) throw new Error('no browser');
  for (const [index, found] of others.entries()) {
    expect<unknown>(found, `${tabs[index + 1]?.version} beside ${tabs[0]?.version}`).toEqual(
      wanted,
    );
  }
  return wanted;
}

/** What all browsers show alike, once a text stands and nothing is still to come. */
export async function agreed(tabs: readonly Tab[], text: RegExp): Promise<string> {
  let looks: Look[] = [];
  await expect(async () => {
    looks = [];
    for (const tab of tabs) looks.push(await tab.run(look, undefined));
    for (const { busy, text: said } of looks) {
      expect(busy).toEqual([]);
      expect(said).toMatch(text);
    }
    allAlike(
      tabs,
      looks.map(({ text: said, canvases }) => ({ said, canvases })),
    );
  }).toPass({ timeout: 60_000 });
  return looks[0]?.text ?? '';
}

/** What is shown once nothing is still to come and a text stands. */
export async function settled(tab: Tab, text: RegExp, where?: Where): Promise<Look> {
  return until(
    () => tab.run(look, undefined, where),
    (seen) => seen.busy.length === 0 && text.test(seen.text),
  );
}

/** Presses, with the pointer, what has this name. */
export async function press(tab: Tab, name: string): Promise<void> {
  const place = await until(
    () => tab.run(placeOf, name),
    (found) => found !== undefined,
  );
  if (place !== undefined) await tab.click(place.x, place.y);
}

/** What a view says once it is drawn. */
export const words: Readonly<Record<string, RegExp>> = {
  Overview: /after layer \d/,
  Text: /after layer \d/i,
  Matrix: /sum|add up/,
  Layers: /Follow/,
  Compare: /Difference/,
  Graph: /strongest paths? make up/,
  Heads: /Click a head/,
  Generation: /takes \d+\s%/,
  Faithfulness: /mean over \d+ samples?/,
  Image: /Pick another picture/,
  Numbers: /Copy as CSV/,
};

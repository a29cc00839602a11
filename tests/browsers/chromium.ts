import { chromium } from '@playwright/test';
import type { Tab } from './tab';

export async function openChromium(executablePath: string): Promise<Tab> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  let complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    engine: 'chromium',
    version: `Chromium ${browser.version()}`,
    complaints: async () => {
      const told = complaints;
      complaints = [];
      return told;
    },
    open: async (url) => {
      await page.goto('about:blank');
      await page.goto(url);
    },
    run: async (inside, argument, { frame = false } = {}) => {
      const place = frame ? page.frames()[1] : page.mainFrame();
      if (place === undefined) throw new Error('there is no frame');
      return place.evaluate(inside as never, argument);
    },
    click: (x, y) => page.mouse.click(x, y),
    resize: (width, height) => page.setViewportSize({ width, height }),
    picture: () => page.screenshot(),
    close: () => browser.close(),
  };
}

/**
 * Milliseconds that a window stands before a page opens in it. Chromium loads some eighty scripts of
 * its own with a new window, which take a processor for longer than the page does.
 */
export const settling = 2000;

/**
 * An empty page in a fresh profile, whose window has stood for so many milliseconds.
 * @param {import('@playwright/test').Browser} browser
 * @param {number} [stood]
 */
export async function freshPage(browser, stood = settling) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.waitForTimeout(stood);
  return page;
}

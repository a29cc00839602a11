/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {(page: Page, random: () => number, inputs: Record<string, string>) => Promise<void>} Action */

/** @template T @param {readonly T[]} all @param {() => number} random */
const anyOf = (all, random) => all[Math.floor(random() * all.length)];

/** One of what can be used now, or nothing. @param {Locator} locator @param {() => number} random */
async function oneOf(locator, random) {
  const count = await locator.count();
  return count === 0 ? undefined : locator.nth(Math.floor(random() * count));
}

/** Nothing is waited for long: what was there may be gone with the next answer. */
const soon = { timeout: 1000, force: true };

/** @param {Promise<unknown> | undefined} attempt */
const tried = async (attempt) => {
  await attempt?.catch(() => undefined);
};

/** Opens one of the files. @type {Action} */
async function open(page, random, inputs) {
  const path = anyOf(Object.values(inputs), random) ?? '';
  await page.getByLabel('Open a file').setInputFiles(path);
}

/** @param {string} selector @returns {Action} */
const clickIn = (selector) => async (page, random) => {
  const found = await oneOf(page.locator(selector).locator('visible=true'), random);
  await tried(found?.click({ ...soon, modifiers: random() < 0.2 ? ['Shift'] : [] }));
};

/** @param {readonly string[]} keys @returns {Action} */
const press = (keys) => async (page, random) => {
  await page.locator('body').press(anyOf(keys, random) ?? 'Escape');
};

/** Chooses an entry of one of the lists. @type {Action} */
async function select(page, random) {
  const list = await oneOf(page.locator('select').locator('visible=true'), random);
  const options =
    list === undefined
      ? 0
      : await list
          .locator('option')
          .count()
          .catch(() => 0);
  await tried(list?.selectOption({ index: Math.floor(random() * options) }, soon));
}

/** Moves one of the sliders. @type {Action} */
async function slide(page, random) {
  const slider = await oneOf(page.locator('input[type=range]').locator('visible=true'), random);
  await tried(
    slider?.evaluate((input, share) => {
      if (!(input instanceof HTMLInputElement)) return;
      const [low, high] = [Number(input.min), Number(input.max)];
      input.value = String(low + share * (high - low));
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, random()),
  );
}

/** Points, clicks and zooms in the matrix. @type {Action} */
async function point(page, random) {
  const box = await page
    .locator('hw-matrix')
    .first()
    .boundingBox({ timeout: 1000 })
    .catch(() => null);
  if (box === null) return;
  const at = [box.x + random() * box.width, box.y + random() * box.height];
  await page.mouse.move(at[0] ?? 0, at[1] ?? 0, { steps: 4 });
  if (random() < 0.5) await page.mouse.click(at[0] ?? 0, at[1] ?? 0);
  else await page.mouse.wheel(0, random() < 0.7 ? -300 : 300);
}

/** Saves something of what is shown. @type {Action} */
async function save(page, random) {
  await page.locator('body').press('s');
  const buttons = page.locator('headwater-share dialog[open] button').locator('visible=true');
  await tried((await oneOf(buttons, random))?.click(soon));
  await page.keyboard.press('Escape');
}

/** Opens a file and takes it back before, while or after it is read. @type {Action} */
async function cancel(page, random, inputs) {
  await open(page, random, inputs);
  for (let turn = Math.floor(random() * 6); turn > 0; turn--) await page.evaluate(() => undefined);
  await page.keyboard.press('Escape');
}

/** Asks for a flow that takes a while and gives it up. @type {Action} */
async function giveUp(page, random) {
  await page.locator('body').press('f');
  for (let turn = Math.floor(random() * 30); turn > 0; turn--) await page.evaluate(() => undefined);
  await page.keyboard.press('Escape');
}

/** Follows a link. @type {Action} */
async function follow(page, random) {
  const layer = Math.floor(random() * 6);
  const method = anyOf(['raw', 'rollout', 'flow'], random);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#src=examples/worked-example.json&method=${method}&layer=${layer}`);
}

/** What is done, each as often as the others. @type {Readonly<Record<string, Action>>} */
export const actions = {
  open,
  cancel,
  giveUp,
  follow,
  save,
  select,
  slide,
  point,
  view: clickIn('[role=tab]'),
  word: clickIn('hw-token-strip .token'),
  control: clickIn('aside.controls button, aside.controls label'),
  inView: clickIn('#view button'),
  key: press(['[', ']', 'w', 'r', 'f', ' ', '0', '+', 'ArrowLeft', 'ArrowDown']),
  undo: press(['z', 'z', 'Z']),
};

import { expect, test } from '@playwright/test';

for (const [file, named] of [
  [
    'headwater-*.wasm',
    /\/assets\/headwater-[^/]*\.wasm could not be loaded \(.*\)\. Put all files/,
  ],
  ['engine.worker-*.js', /its script could not be loaded\. Put all files/],
] as const) {
  for (const answer of ['none at all', 'a web page in its place'] as const) {
    // A worker's script that is a web page is refused by its type, as if it were not there.
    test(`${file} missing (${answer}) is named, and memory is not blamed`, async ({
      context,
      page,
    }) => {
      await context.route(`**/assets/${file}`, (route) =>
        route.fulfill(
          answer === 'none at all'
            ? { status: 404, body: '' }
            : { status: 200, contentType: 'text/html', body: '<!doctype html>' },
        ),
      );
      await page.goto('/#src=examples/worked-example.json');
      const told = page.getByText(/could not be loaded/).first();
      await expect(told).toContainText(named);
      await expect(told).not.toContainText('memory');
    });
  }
}

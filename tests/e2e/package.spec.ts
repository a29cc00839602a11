import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { workedRollout } from './page';
import { StaticHost } from './static-host';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

function run(command: string, args: readonly string[], cwd = folder): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a command that fails says; empty where it does not fail. */
function complaintsOf(command: string, args: readonly string[]): string {
  try {
    run(command, args);
    return '';
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

/** The packed package, installed into an empty folder without a network, as a stranger has it. */
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-package-'));
  const packed = run(
    'npm',
    ['pack', '--silent', '--pack-destination', folder],
    `${root}/dist/package`,
  );
  await writeFile(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', `./${packed.trim()}`]);
});

test.afterAll(() => rm(folder, { recursive: true }));

const example = `${root}/examples/worked-example.json`;

test('holds what its list allows and nothing else', async () => {
  const names = await readdir(join(folder, 'node_modules/headwater'));
  const { files } = JSON.parse(await readFile(`${root}/dist/package/package.json`, 'utf8'));
  expect(names.sort()).toEqual([...files, 'LICENSE', 'README.md', 'package.json'].sort());
});

test('has the interface that was looked at last (docs/api; copy dist/package/*.d.ts there)', async () => {
  for (const name of ['headwater.d.ts', 'element.d.ts']) {
    const built = await readFile(`${root}/dist/package/${name}`, 'utf8');
    expect(built).toBe(await readFile(`${root}/docs/api/${name}`, 'utf8'));
  }
});

test('computes under Node, reports progress, can be aborted, and lets the program end', async () => {
  const program = `
    import { readFile } from 'node:fs/promises';
    import { pathToFileURL } from 'node:url';
    import { EngineError, load, valueAt } from 'headwater';
    const seen = [];
    const attention = await load(pathToFileURL(process.argv[2]), { onProgress: ({ unit }) => seen.push(unit) });
    const rollout = await attention.rollout();
    const { stack, saturation } = await attention.flow();
    const same = await (await load(await readFile(process.argv[2], 'utf8'))).rollout();
    const flat = await load({ attentions: { values: new Float32Array([1, 0, 0.5, 0.5]), shape: [1, 1, 2, 2] } });
    const refused = await load('{}').catch((error) => error);
    const aborted = await attention.flow({ residual: { kind: 'add' } }, { signal: AbortSignal.abort('enough') }).catch((reason) => reason);
    console.log(JSON.stringify({
      tokens: attention.info.tokens,
      value: valueAt(rollout, 5, 4, 2),
      same: same.values.every((value, place) => value === rollout.values[place]),
      flow: [stack.values.constructor.name, stack.values.length, saturation.atSink.length],
      raw: [...(await flat.raw()).values],
      refused: refused instanceof EngineError && refused.message,
      aborted,
      seen: [...new Set(seen)],
    }));
  `;
  await writeFile(join(folder, 'program.mjs'), program);
  const told = JSON.parse(run(process.execPath, ['program.mjs', example]));
  expect(told.tokens).toHaveLength(8);
  expect(told.value).toBeCloseTo(workedRollout(5)[4]?.[2] ?? Number.NaN, 6);
  expect(told.same).toBe(true);
  expect(told.flow).toEqual(['Float64Array', 6 * 8 * 8, 6]);
  expect(told.raw).toEqual([1, 0, 0.5, 0.5]);
  expect(told.refused).toMatch(/attentions/);
  expect(told.aborted).toBe('enough');
  expect(told.seen).toEqual(['bytes']);
});

test('under Node, cancelled loads leave nothing in the worker, and stop what they read', async () => {
  const program = `
    import { once } from 'node:events';
    import { createServer } from 'node:http';
    import { load } from 'headwater';
    const row = '[' + new Array(256).fill('0.00390625').join(',') + ']';
    const matrix = '[' + new Array(256).fill(row).join(',') + ']';
    const text = '[' + new Array(8).fill(matrix).join(',') + ']';
    const turns = async (count) => {
      for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    const open = await load(text);
    let grown = 0;
    for (let round = 0; round < 200; round += 1) {
      const abort = new AbortController();
      const loading = load(text, { signal: abort.signal });
      const outcome = loading.then((attention) => attention.close(), () => undefined);
      await turns(round % 2 === 0 ? 20 * round : 0);
      abort.abort();
      await outcome;
      // Whatever was asked before is answered or stopped before this.
      if (round % 10 === 9) await open.raw();
      if (round === 39) grown = process.memoryUsage().rss;
    }
    const held = process.memoryUsage().rss - grown;
    const spaces = ' '.repeat(2 ** 16);
    const endless = createServer((_, response) => {
      const write = () => { while (response.write(spaces)); };
      response.on('drain', write);
      write();
    }).listen(0, '127.0.0.1');
    await once(endless, 'listening');
    const closed = new Promise((resolve) => {
      endless.on('request', (_, response) => response.on('close', () => resolve(true)));
    });
    const abort = new AbortController();
    const address = new URL('http://127.0.0.1:' + endless.address().port);
    const stopped = await load(address, {
      signal: abort.signal,
      onProgress: () => abort.abort('enough'),
    }).catch((reason) => reason);
    console.log(JSON.stringify({ held, stopped, closed: await closed, keys: (await open.raw()).keys }));
    endless.close();
  `;
  await writeFile(join(folder, 'cancelled.mjs'), program);
  const told = JSON.parse(run(process.execPath, ['cancelled.mjs']));
  expect(told).toMatchObject({ stopped: 'enough', closed: true, keys: 256 });
  // A hundred and sixty of them take 340 MB as weights alone.
  expect(told.held).toBeLessThan(150e6);
});

test('follows a generation and sets methods against a reference', async () => {
  const program = `
    import { pathToFileURL } from 'node:url';
    import { load, stepRow, summaries } from 'headwater';
    const example = (name) => pathToFileURL(process.argv[2] + '/examples/models/' + name);
    const verb = await load(example('verb_number/attractor.json.gz'));
    const several = await verb.evaluate().catch((error) => error.message);
    const agreements = await verb.evaluate({ reference: 'blank-out', methods: ['rollout'] });
    const story = await load(example('stories/story.json.gz'));
    const { promptLength, steps, layers } = story.info.promptLength ? await story.generate() : {};
    const generation = await story.generate({ promptLength: 5 });
    const row = stepRow(generation, 3, layers - 1);
    const two = await load([0.2, 0.4].map((own) => JSON.stringify({
      tokens: ['a', 'b'], attentions: [[[[own, 1 - own], [0.5, 0.5]]]] })));
    await two.choose({ joinSamples: true });
    const paths = await two.rolloutPaths({ layer: 1, source: 0, sink: 0, sinkLayer: 0 }, 9);
    console.log(JSON.stringify({
      several,
      methods: Object.keys(agreements.correlations),
      means: summaries(agreements, 'rollout').map(({ mean }) => mean),
      prompt: [promptLength, steps > 0],
      generation: [generation.promptLength, generation.steps - steps],
      sum: row.reduce((sum, value) => sum + value, 0),
      beyond: row.findLastIndex((value) => value > 0),
      joined: [two.info.layers, paths.reduce((sum, { amount }) => sum + amount, 0)],
    }));
  `;
  await writeFile(join(folder, 'generation.mjs'), program);
  const told = JSON.parse(run(process.execPath, ['generation.mjs', root]));
  expect(told.several).toContain('“input gradient”, “gradient x input”, “blank-out”');
  expect(told.methods).toEqual(['rollout']);
  expect(told.means).toHaveLength(6);
  for (const mean of told.means) expect(Math.abs(mean)).toBeLessThanOrEqual(1);
  expect(told.prompt[1]).toBe(true);
  expect(told.generation).toEqual([5, told.prompt[0] - 5]);
  expect(told.sum).toBeCloseTo(1, 5);
  expect(told.beyond).toBe(5 + 3 - 1);
  // Half the identity makes 0.2 and 0.4 to 0.6 and 0.7: the first row of the product, by hand.
  expect(told.joined[0]).toBe(2);
  expect(told.joined[1]).toBeCloseTo(0.7 * 0.6 + 0.3 * 0.25, 6);
});

test('brings the command, and what it exports', async () => {
  const command = join(folder, 'node_modules/.bin/headwater');
  expect(run(command, ['validate', example])).toContain('worked example');
  run(command, ['export', example, '-o', 'page.html']);
  expect(await readFile(join(folder, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/);
});

test('has types that strict TypeScript takes', async () => {
  const program = `
    import { type Attention, load, type MatrixStack, presets, valueAt } from 'headwater';
    import 'headwater/element';
    const attention: Attention = await load(new Blob(['{}']), { signal: new AbortController().signal });
    const stack: MatrixStack = await attention.rollout({ residual: { kind: 'average', weight: 0.3 } });
    const value: number = valueAt(stack, 0, 0, 0) + (presets['tutorial']?.discard.ratio ?? 0);
    const view = document.createElement('headwater-view');
    view.method = 'flow';
    view.data = { tokens: ['a'], attentions: [[[value]]] };
    view.addEventListener('headwater-select', ({ detail }) => detail.queries.map((query) => query + 1));
    // @ts-expect-error a layer is no text
    await attention.rollout({ startLayer: 'first' });
  `;
  await writeFile(join(folder, 'program.ts'), program);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'esnext',
    target: 'es2022',
    moduleResolution: 'bundler',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
  };
  const project = { compilerOptions, files: ['program.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project));
  expect(complaintsOf(`${root}/node_modules/.bin/tsc`, ['-p', folder])).toBe('');
});

const page = `<!doctype html><meta charset="utf-8"><title>t</title><p id="told"></p>
  <headwater-view src="/worked-example.json" alt="worked example"></headwater-view>`;
const told = `
  const attention = await load(new URL('/worked-example.json', location.href));
  const stack = await attention.rollout();
  document.querySelector('#told').textContent = String(valueAt(stack, 5, 4, 2));`;

for (const how of ['a plain static page', 'a project built by Vite'] as const) {
  test(`computes and draws in ${how}`, async ({ page: browser }) => {
    const site = join(folder, how.replaceAll(' ', '-'));
    await mkdir(site);
    const host = await StaticHost.start();
    host.put('/worked-example.json', { body: await readFile(example, 'utf8') });
    if (how === 'a plain static page') {
      const modules = '/node_modules/headwater';
      host.mountAt('/node_modules/', join(folder, 'node_modules'));
      host.put('/index.html', {
        body: `${page}<script type="module">import '${modules}/element.js'; import { load, valueAt } from '${modules}/headwater.js';${told}</script>`,
      });
    } else {
      await writeFile(
        join(site, 'index.html'),
        `${page}<script type="module" src="./main.js"></script>`,
      );
      await writeFile(
        join(site, 'main.js'),
        `import 'headwater/element'; import { load, valueAt } from 'headwater';${told}`,
      );
      run(
        `${root}/node_modules/.bin/vite`,
        ['build', '--base', '/below/', '--logLevel', 'error'],
        site,
      );
      host.mountAt('/below/', join(site, 'dist'));
      host.put('/index.html', {
        body: '',
        status: 302,
        headers: { location: '/below/index.html' },
      });
    }
    await browser.goto(`${host.origin}/index.html`);
    await expect(browser.locator('headwater-view figcaption')).toContainText(
      'rollout after layer 6',
    );
    await expect(browser.locator('#told')).not.toBeEmpty();
    const value = Number(await browser.locator('#told').textContent());
    expect(value).toBeCloseTo(workedRollout(5)[4]?.[2] ?? Number.NaN, 6);
    await host.stop();
  });
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './process';
import { callOf, type Tab, until } from './tab';

interface Session {
  readonly sessionId: string;
  readonly capabilities: { readonly browserVersion: string };
}

/** Commands of WebDriver over HTTP. */
async function command<R>(method: string, address: string, body?: object): Promise<R> {
  const response = await fetch(address, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: R & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${address}: ${value.error}: ${value.message}`);
  return value;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A window of the browser can be no narrower than its tool bar: this makes it as narrow as a phone. */
const narrowToolbar =
  'headerbar *, toolbar *, box, button, entry { padding: 0; margin: 0; border-width: 0; min-width: 0 }';

/** WebKitGTK's own small browser on a display of its own, over its WebDriver. */
export async function openWebKit(driver: string, display: string): Promise<Tab> {
  const settings = await mkdtemp(join(tmpdir(), 'headwater-webkit-'));
  await mkdir(join(settings, 'gtk-3.0'));
  await writeFile(join(settings, 'gtk-3.0', 'gtk.css'), narrowToolbar);
  const screen = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const xvfb = start(display, screen);
  const number = await xvfb.line(/^\d+$/);
  const port = await freePort();
  const program = start(driver, [`--port=${port}`], {
    DISPLAY: `:${number}`,
    XDG_CONFIG_HOME: settings,
  });
  const address = `http://127.0.0.1:${port}`;
  await until(
    () =>
      fetch(`${address}/status`).then(
        () => true,
        () => false,
      ),
    Boolean,
  );
  const { sessionId, capabilities } = await command<Session>('POST', `${address}/session`, {
    capabilities: {},
  });
  const post = <R>(path: string, body: object) =>
    command<R>('POST', `${address}/session/${sessionId}${path}`, body);
  const run: Tab['run'] = async (inside, argument, { frame = false } = {}) => {
    await post('/frame', { id: null });
    if (frame) {
      const selector = { using: 'css selector', value: 'iframe' };
      await post('/frame', { id: await post('/element', selector) });
    }
    const script = `const told = arguments[0];
      Promise.resolve().then(() => ${callOf(inside, argument)}).then(
        (value) => told({ json: JSON.stringify(value) }), (error) => told({ error: String(error) }));`;
    const { json, error } = await post<{ json?: string; error?: string }>('/execute/async', {
      script,
      args: [],
    });
    if (error !== undefined) throw new Error(error);
    // The driver gives null for what is undefined.
    return typeof json === 'string' ? JSON.parse(json) : undefined;
  };
  return {
    engine: 'webkit',
    version: `WebKitGTK ${capabilities.browserVersion}`,
    complaints: async () => [],
    open: async (url) => {
      await post('/url', { url: 'about:blank' });
      await post('/url', { url });
    },
    run,
    click: async (x, y) => {
      const actions = [
        { type: 'pointerMove', x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await post('/actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
    },
    resize: async (width, height) => {
      await post('/window/rect', { x: 0, y: 0, width, height });
      const bar = height - (await run(() => innerHeight, undefined));
      await post('/window/rect', { x: 0, y: 0, width, height: height + bar });
      await until(
        () => run(() => [innerWidth, innerHeight], undefined),
        ([wide, high]) => wide === width && high === height,
        10,
      );
    },
    picture: async () => {
      const png = await command<string>('GET', `${address}/session/${sessionId}/screenshot`);
      return Buffer.from(png, 'base64');
    },
    close: async () => {
      await command('DELETE', `${address}/session/${sessionId}`);
      await program.stop();
      await xvfb.stop();
      await rm(settings, { recursive: true });
    },
  };
}

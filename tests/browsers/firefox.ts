import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './process';
import { callOf, type Tab } from './tab';

/** What is read of the protocol's messages. */
interface Message {
  readonly id?: number;
  readonly result?: Answer;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: { readonly level?: string; readonly text?: string };
}

interface Answer {
  readonly capabilities?: { readonly browserVersion: string };
  readonly context?: string;
  readonly contexts?: readonly { readonly children: readonly { readonly context: string }[] }[];
  readonly data?: string;
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

/** Commands of WebDriver BiDi over a socket. */
class Bidi {
  readonly complaints: string[] = [];
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #socket: WebSocket;
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
      else if (message.method === 'log.entryAdded' && message.params?.level === 'error') {
        this.complaints.push(message.params.text ?? '');
      }
    });
  }

  static async connect(address: string): Promise<Bidi> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new Bidi(socket);
  }

  async send(method: string, params: object): Promise<Answer> {
    this.#sent += 1;
    const id = this.#sent;
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { result, error, message } = await new Promise<Message>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#waiting.delete(id);
    if (result === undefined) throw new Error(`${method}: ${error}: ${message}`);
    return result;
  }
}

/** Firefox as it is, over WebDriver BiDi, which it speaks itself. */
export async function openFirefox(program: string): Promise<Tab> {
  const profile = await mkdtemp(join(tmpdir(), 'headwater-firefox-'));
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  const firefox = start(program, args);
  const told = await firefox.line(/WebDriver BiDi listening on/);
  const bidi = await Bidi.connect(`${told.replace(/.* (ws:\S+)$/, '$1')}/session`);
  const { capabilities } = await bidi.send('session.new', { capabilities: {} });
  await bidi.send('session.subscribe', { events: ['log.entryAdded'] });
  const { context } = await bidi.send('browsingContext.create', { type: 'tab' });
  const go = (url: string) =>
    bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
  const frameOf = async () => {
    const { contexts } = await bidi.send('browsingContext.getTree', { root: context });
    const frame = contexts?.[0]?.children[0]?.context;
    if (frame === undefined) throw new Error('there is no frame');
    return frame;
  };
  return {
    engine: 'firefox',
    version: `Firefox ${capabilities?.browserVersion}`,
    complaints: async () => bidi.complaints.splice(0),
    open: async (url) => {
      await go('about:blank');
      await go(url);
    },
    run: async (inside, argument, { frame = false } = {}) => {
      const { result, exceptionDetails } = await bidi.send('script.evaluate', {
        expression: `Promise.resolve(${callOf(inside, argument)}).then(JSON.stringify)`,
        target: { context: frame ? await frameOf() : context },
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
      return result?.value === undefined ? undefined : JSON.parse(result.value);
    },
    click: async (x, y) => {
      const actions = [
        { type: 'pointerMove', x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await bidi.send('input.performActions', {
        context,
        actions: [{ type: 'pointer', id: 'mouse', actions }],
      });
    },
    resize: async (width, height) => {
      await bidi.send('browsingContext.setViewport', { context, viewport: { width, height } });
    },
    picture: async () => {
      const { data } = await bidi.send('browsingContext.captureScreenshot', { context });
      return Buffer.from(data ?? '', 'base64');
    },
    close: async () => {
      await bidi.send('browser.close', {});
      await firefox.stop();
      await rm(profile, { recursive: true });
    },
  };
}

import { restored } from './condense';
import { decodeDense } from './dense-text';

/**
 * The first script of a saved page: unpacks the program and starts it. Built on its own, as a script
 * that runs where it stands, because modules do not load from disk.
 */

/** What a saved page gives to its program. */
export interface SavedPage {
  readonly name: string;
  readonly fragment: string;
  /** Unpacked while the program and its worker start. */
  readonly input: Promise<Blob>;
  /** The script of the worker, and the WebAssembly module it runs. */
  readonly worker: string;
  readonly wasm: ArrayBuffer;
}

declare global {
  var headwaterPage: SavedPage | undefined;
}

async function unpack(id: string, length: number): Promise<ArrayBuffer> {
  const element = document.getElementById(id);
  const packed = decodeDense(element?.textContent ?? '', length);
  element?.remove();
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(plain).arrayBuffer();
}

async function boot(): Promise<void> {
  const code = document.getElementById('headwater-code');
  const { bytes, parts } = JSON.parse(code?.getAttribute('data-parts') ?? '{}') as {
    bytes: number;
    /** Lengths of module, worker, styles and program, in this order. */
    parts: readonly [number, number, number, number];
  };
  const facts = JSON.parse(document.getElementById('headwater-facts')?.textContent ?? '{}') as {
    name: string;
    fragment: string;
    bytes: number;
    condensed: boolean;
  };
  const program = await unpack('headwater-code', bytes);
  let at = 0;
  const take = (place: 0 | 1 | 2 | 3) => {
    const part = program.slice(at, at + parts[place]);
    at += parts[place];
    return part;
  };
  const decoder = new TextDecoder();
  const wasm = take(0);
  const worker = decoder.decode(take(1));
  const style = document.createElement('style');
  style.textContent = decoder.decode(take(2));
  const script = document.createElement('script');
  script.textContent = decoder.decode(take(3));
  // Not before the program has started its worker: the two then work side by side.
  const input = Promise.resolve().then(async () => {
    const bytes = await unpack('headwater-input', facts.bytes);
    return new Blob([facts.condensed ? restored(new Uint8Array(bytes)) : bytes]);
  });
  globalThis.headwaterPage = { name: facts.name, fragment: facts.fragment, input, worker, wasm };
  document.head.append(style, script);
}

boot().catch((error: unknown) => {
  document.body.append(
    `This page could not be unpacked (${error instanceof Error ? error.message : String(error)}). It needs a browser of 2023 or newer, and the whole file.`,
  );
});

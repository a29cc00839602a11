/**
 * The pages that "Save as web page" and `headwater export` fill: the whole explorer as one HTML
 * file, packed, with places for title, facts and input (web/export/page-file.ts).
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { asciiCode } from './ascii-code.mjs';
import { noTransitions } from './no-transitions.mjs';
import { notices, onlyWithNotice } from './notices.mjs';
import { root } from './shell.mjs';

/**
 * One script that runs where it stands, and its styles.
 * @param {string} entry
 * @param {import('vite').UserConfig} [config]
 * @param {{format: 'iife' | 'es'}} [output]
 */
async function script(entry, config = {}, output = { format: 'iife' }) {
  // Not at the top: `npm test` and `npm start` load this file before they install the packages.
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    root: `${root}/web`,
    logLevel: 'warn',
    publicDir: false,
    ...config,
    plugins: [asciiCode, onlyWithNotice, noTransitions, ...(config.plugins ?? [])],
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: `${root}/web/${entry}`,
        output: { ...output, codeSplitting: false },
        // Vite's helper for late modules asks for its address, but nothing here comes late.
        checks: { emptyImportMeta: false },
        preserveEntrySignatures: 'strict',
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('one build was asked for');
  let code = '';
  let style = '';
  for (const part of built.output) {
    if (part.type === 'chunk') code += part.code;
    else if (part.fileName.endsWith('.css')) style += part.source;
  }
  return { code, style };
}

/** The module comes in a message: its address beside the script would only bring a copy of it in. */
const withoutAddress = {
  name: 'headwater-without-address',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} code */
  transform(code) {
    const address = /\(new URL\("headwater[a-z-]*\.wasm", ?import\.meta\.url\)\)\.href/;
    return address.test(code) ? { code: code.replace(address, '""'), map: null } : undefined;
  },
};

/** The worker with one of the modules. @param {'headwater' | 'headwater-formats'} module */
async function workerWith(module) {
  const { code } = await script('engine/saved.worker.ts', {
    resolve: { alias: [{ find: /^#wasm$/, replacement: `${root}/build/wasm/${module}.js` }] },
    define: {
      READS_EVERY_FORMAT: JSON.stringify(module === 'headwater-formats'),
      'import.meta.url': '""',
    },
    plugins: [withoutAddress],
  });
  return { code, wasm: await readFile(`${root}/build/wasm/${module}.wasm`) };
}

/**
 * Writes page-json.txt and page-formats.txt into each of the folders.
 * @param {string[]} folders from the project's folder
 */
export async function writePageTemplates(folders) {
  const [app, boot] = [await script('app/shell/saved.ts'), await script('export/page-boot.ts')];
  const { encodeDense } = await load('model/dense-text.ts');
  const { templateMarks } = await load('export/page-file.ts');
  const skeleton = await readFile(`${root}/web/export/page-template.html`, 'utf8');
  for (const [name, module] of /** @type {const} */ ([
    ['page-json.txt', 'headwater'],
    ['page-formats.txt', 'headwater-formats'],
  ])) {
    const worker = await workerWith(module);
    const style = Buffer.from(app.style);
    const packedWorker = pack(Buffer.from(worker.code));
    const packed = pack(Buffer.concat([worker.wasm, style, Buffer.from(app.code)]));
    const page = fill(skeleton, {
      '"%parts%"': JSON.stringify({
        worker: packedWorker.length,
        packed: packed.length,
        wasm: worker.wasm.length,
        style: style.length,
      }),
      '%worker%': encodeDense(packedWorker),
      '/*boot*/': boot.code.replaceAll('</', '<\\/'),
      '%code%': encodeDense(packed),
      '%notices%': notices().replaceAll('-->', '-- >'),
    });
    for (const mark of Object.values(templateMarks)) {
      if (page.split(mark).length !== 2) throw new Error(`${mark} is not in the template once`);
    }
    for (const folder of folders) {
      await mkdir(`${root}/${folder}`, { recursive: true });
      await writeFile(`${root}/${folder}/${name}`, page);
    }
  }
}

/** @param {Buffer} bytes */
function pack(bytes) {
  return deflateRawSync(bytes, { level: 9, memLevel: 9 });
}

/** A TypeScript module of web/ for use here. @param {string} entry */
async function load(entry) {
  const { code } = await script(entry, {}, { format: 'es' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** @param {string} text @param {Record<string, string>} values */
function fill(text, values) {
  return Object.entries(values).reduce((filled, [mark, value]) => {
    const at = filled.indexOf(mark);
    if (at < 0) throw new Error(`the template lacks ${mark}`);
    return filled.slice(0, at) + value + filled.slice(at + mark.length);
  }, text);
}

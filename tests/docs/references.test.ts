import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tracked = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '');
const files = new Set(tracked);
const folders = new Set(
  tracked.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))),
);
const text = (path: string) => readFileSync(join(root, path), 'utf8');

const isPage = (path: string) => path.endsWith('.md') && !path.startsWith('examples/embed/');
const pages = tracked.filter(isPage);
/** What people read beside the pages; packages and pictures hold words that only look like paths. */
const sources = tracked.filter(
  (path) =>
    /\.(ts|mjs|js|h|cpp|py|css|html|txt|cmake|json)$/.test(path) &&
    !/package-lock|^examples\/.*json$/.test(path),
);

/** The text of a page without what is shown as code. */
const prose = (page: string) => text(page).replaceAll(/^```[\s\S]*?^```/gm, '');

/** The anchors that GitHub makes of headings, and those that are written out. */
function anchorsOf(page: string): Set<string> {
  const found = new Set([...text(page).matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id ?? ''));
  const times = new Map<string, number>();
  for (const [, heading = ''] of prose(page).matchAll(/^#{1,6} (.*)$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    found.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return found;
}

/** What is wrong with a way to a file of the project; undefined where it leads somewhere. */
function broken(path: string, anchor?: string): string | undefined {
  const target = normalize(path).replace(/\/$/, '');
  if (!files.has(target) && !folders.has(target)) return `there is no ${target}`;
  if (anchor === undefined || !target.endsWith('.md')) return undefined;
  return anchorsOf(target).has(anchor) ? undefined : `${target} has no #${anchor}`;
}

/** Paths from the project's folder: files wherever they are named, folders between backticks. */
const named =
  /(?<![\w./@-])((?:core|wasm|web|cmake|scripts|tests|benchmarks|examples|docs)\/[\w./-]*\w(?:\.(?:md|mjs|ts|cpp|h|py|json|html|css|txt)(?![\w*])|(?=`)))(?:#([\w-]+))?/g;

/** What a source says in words: its comments, and pages of docs/ wherever they stand. */
function wordsOf(path: string): string {
  if (isPage(path)) return text(path);
  const comments = text(path).match(/\/\*[\s\S]*?\*\/|\/\/.*$|^\s*# .*$/gm) ?? [];
  return [...comments, ...(text(path).match(/docs\/[\w-]+\.md(?:#[\w-]+)?/g) ?? [])].join('\n');
}

const faultsOf = (paths: readonly string[], find: (path: string) => (string | undefined)[]) =>
  paths.flatMap((path) =>
    find(path).flatMap((fault) => (fault === undefined ? [] : [`${path}: ${fault}`])),
  );

describe('every reference leads somewhere', () => {
  it('links of the pages to files of the project, and to places in them', () => {
    const links = /\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]+))?\)/g;
    const faults = faultsOf(pages, (page) =>
      [...prose(page).matchAll(links)].map(([, to = '', anchor]) =>
        broken(to === '' ? page : join(dirname(page), to), anchor),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('paths that code, tests and pages name, with their anchors', () => {
    const faults = faultsOf([...pages, ...sources], (path) =>
      [...wordsOf(path).matchAll(named)].map(([, to = '', anchor]) => broken(to, anchor)),
    );
    expect(faults).toEqual([]);
  });

  it('pages that are named without their folder', () => {
    const faults = faultsOf([...pages, ...sources], (path) =>
      [...text(path).matchAll(/(?<![\w./#*-])([\w-]+\.md)\b(?!["'])/g)].map(([, name = '']) =>
        files.has(name) || files.has(`docs/${name}`) || files.has(join(dirname(path), name))
          ? undefined
          : `there is no ${name}`,
      ),
    );
    expect(faults).toEqual([]);
  });
});

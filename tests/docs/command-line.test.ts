import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { help } from '#cli/help';
import { analysisSettings } from '#model/vocabulary/analysis-settings';
import { choiceSettings } from '#model/vocabulary/settings';

const page = fileURLToPath(new URL('../../docs/command-line.md', import.meta.url));
const [begin, end] = ['<!-- help -->\n', '<!-- end of help -->'];

/** Text of the help as Markdown: pages of this folder as links, nothing else with a meaning. */
function prose(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(/docs\/([\w-]+\.md)/g, '[$1]($1)');
}

/** `name   what it means`, the meaning going on in deeper lines, as rows of a table. */
function table(head: string, lines: readonly string[], name: RegExp): string {
  const rows: [string, string][] = [];
  for (const line of lines) {
    const found = name.exec(line);
    const last = rows.at(-1);
    if (found) rows.push([found[1] ?? '', found[2] ?? '']);
    else if (last) last[1] = `${last[1]} ${line.trim()}`.trim();
  }
  const cells = rows.map(([term, meaning]) => `| \`${term}\` | ${prose(meaning)} |`);
  return [`| ${head} | |`, '|---|---|', ...cells].join('\n');
}

/** One paragraph of the help: commands, flags below a title, or words. */
function paragraph(text: string): string {
  const lines = text.trimEnd().split('\n');
  const [first = ''] = lines;
  if (first.startsWith('  headwater ')) return table('command', lines, /^ {2}(headwater .*)()$/);
  if (lines[1]?.startsWith('  --') || lines[1]?.startsWith('  -o')) {
    const [, title, note] = /^(.*?)(?: \((.*)\))?$/.exec(first) ?? [];
    const flags = table('flag', lines.slice(1), /^ {2}(-\S.*?)(?: {2,}(.*))?$/);
    const more = note?.replace(/^docs/, 'See docs').replace(/^n/, 'N');
    return [`### ${title}`, ...(more ? [`${prose(more)}.`] : []), flags].join('\n\n');
  }
  const [, flags, meaning] = /^(--.*?) {2,}(.*)$/.exec(text) ?? [];
  return flags === undefined ? prose(text) : `\`${flags}\`: ${prose(meaning ?? '')}.`;
}

it('documents every command and flag as the help does (to write it: vitest -u)', async () => {
  const [, ...paragraphs] = help.trimEnd().split('\n\n');
  const [before, rest] = readFileSync(page, 'utf8').split(begin);
  const made = `${before}${begin}${paragraphs.map(paragraph).join('\n\n')}\n${end}${rest?.split(end)[1]}`;
  await expect(made).toMatchFileSnapshot(page);
  for (const flag of help.match(/--[a-z-]+/g) ?? []) expect(made).toContain(flag);
});

it('documents every setting that is read from a flag', () => {
  for (const { flag } of [...choiceSettings, ...analysisSettings]) {
    if (flag !== undefined) expect(help).toMatch(new RegExp(`^ {2}--${flag}\\b`, 'm'));
  }
});

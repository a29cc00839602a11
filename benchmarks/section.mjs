import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { root } from '../scripts/steps/shell.mjs';

/** The machine, as tables name it. */
export const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;

/** Prints a section of docs/performance.md, and puts it there with --write. @param {readonly string[]} lines */
export function publish(lines) {
  const section = lines.join('\n');
  console.log(section);
  if (process.argv.includes('--write')) writeSection(`${root}/docs/performance.md`, section);
}

/**
 * Replaces the section of this heading in a Markdown file, or adds it.
 * @param {string} path
 * @param {string} section
 */
function writeSection(path, section) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '# Performance\n';
  const heading = section.slice(0, section.indexOf('\n') + 1);
  const start = text.indexOf(heading);
  if (start < 0) {
    writeFileSync(path, `${text.trimEnd()}\n\n${section}`);
    return;
  }
  const next = text.indexOf('\n## ', start + heading.length);
  const rest = next < 0 ? '' : `\n${text.slice(next + 1)}`;
  writeFileSync(path, text.slice(0, start) + section + rest);
}

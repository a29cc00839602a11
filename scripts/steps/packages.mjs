import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { root, sh } from './shell.mjs';

const stamp = `${root}/node_modules/.headwater-lock`;

/** Installs the npm packages of package-lock.json unless just these are there already. */
export async function ensurePackages() {
  const lock = await readFile(`${root}/package-lock.json`);
  const wanted = createHash('sha256').update(lock).digest('hex');
  const present = await readFile(stamp, 'utf8').catch(() => '');
  if (present === wanted) return;
  console.error('Installing the npm packages …');
  await sh('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  await writeFile(stamp, wanted);
}

/** Unpacking .deb files without installing them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LEFT_OUT } from './recipe.mjs';
import { runPiped } from './run.mjs';

/**
 * @param {{archives: string, files: string[], target: string, log: string, update: (detail: string) => void}} options
 */
export async function unpackAll({ archives, files, target, log, update }) {
  mkdirSync(target, { recursive: true });
  const exclude = LEFT_OUT.map((pattern) => `--exclude=${pattern}`);
  const waiting = [...files];
  let done = 0;
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      await runPiped(
        [
          ['dpkg-deb', '--fsys-tarfile', join(archives, file)],
          // No owner: an unprivileged user cannot, and root should not give files to strange ids.
          [
            'tar',
            '-x',
            '-C',
            target,
            '--no-same-owner',
            '--no-same-permissions',
            '--keep-directory-symlink',
            ...exclude,
          ],
        ],
        {
          log,
          what: `Unpacking ${file}`,
          explain: (output) =>
            /No space left/i.test(output) ? 'free some disk space and run setup again.' : undefined,
        },
      );
      update(`${++done} of ${files.length} packages`);
    }
  };
  // Two at a time: decompression of one overlaps with the small files of another.
  await Promise.all([worker(), worker()]);
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const program = fileURLToPath(new URL('../../dist/cli/headwater.mjs', import.meta.url));

/** Runs the built command line, or a copy of it, as a user does. */
export function headwater(args: string[], input?: string | Uint8Array, from = program) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [from, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
}

/** The same with a shell's redirections behind it, such as `> /dev/full`. */
export function redirected(redirections: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', `"$@" ${redirections}`, 'bash', process.execPath, program, ...args],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  return { status, stdout, stderr };
}

/** A folder for a test's files, gone when it is disposed of. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'headwater-'));

  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

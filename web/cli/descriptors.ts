import { constants, fstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/** What Linux tells of the program's open descriptors; elsewhere nothing is known of them. */

/**
 * In the place of a closed descriptor Node opens the null device, for reading and writing; a shell's
 * redirection to it is for writing only.
 */
export function isClosed(descriptor: number): boolean {
  try {
    const { rdev } = fstatSync(descriptor);
    if (rdev === 0 || rdev !== statSync('/dev/null').rdev) return false;
    return accessOf(descriptor) === constants.O_RDWR;
  } catch {
    return false;
  }
}

/**
 * Whether Node opened it for itself: for its events, or a pipe of which it holds the other end too.
 * What is written there ends the program.
 */
export function isOfNode(descriptor: number): boolean {
  try {
    const target = targetOf(descriptor);
    if (!target.startsWith('pipe:')) return target.startsWith('anon_inode:');
    const access = accessOf(descriptor);
    return readdirSync('/proc/self/fd')
      .map(Number)
      .filter((other) => other !== descriptor && other > 2 && isTarget(other, target))
      .some((other) => accessOf(other) !== access);
  } catch {
    return false;
  }
}

function targetOf(descriptor: number): string {
  return readlinkSync(`/proc/self/fd/${descriptor}`);
}

/** The descriptor that lists the folder is gone by now. */
function isTarget(descriptor: number, target: string): boolean {
  try {
    return targetOf(descriptor) === target;
  } catch {
    return false;
  }
}

/** `O_RDONLY`, `O_WRONLY` or `O_RDWR`. */
function accessOf(descriptor: number): number {
  const facts = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8');
  const flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(facts)?.[1] ?? '0', 8);
  return flags & (constants.O_WRONLY | constants.O_RDWR);
}

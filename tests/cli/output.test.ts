import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, headwater, program, redirected } from './run';

const folder = new Folder();
afterAll(() => folder.remove());

const rows = [
  [1, 0],
  [0.5, 0.5],
];
const input = folder.write('in.json', JSON.stringify({ attentions: [[rows]] }));
const { stdout: result } = headwater(['rollout', input]);
const at = (name: string) => join(folder.path, name);
const leftovers = () => readdirSync(folder.path).filter((name) => name.endsWith('.partial'));

describe('where a result goes', () => {
  it('is a regular file that keeps its mode and owner', () => {
    const path = folder.write('old.json', 'old');
    const other = process.getuid?.() === 0 ? 1234 : process.getuid?.();
    chownSync(path, other ?? 0, process.getgid?.() ?? 0);
    chmodSync(path, 0o640);
    expect(headwater(['rollout', input, '-o', path])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe(result);
    expect(statSync(path)).toMatchObject({ uid: other, mode: 0o100640 });
  });

  it('is behind a link, there already or not, and the link stays', () => {
    for (const target of [folder.write('target.json', 'old'), at('new.json')]) {
      const link = `${target}.link`;
      symlinkSync(target, link);
      expect(headwater(['rollout', input, '-o', link]).status).toBe(0);
      expect(readlinkSync(link)).toBe(target);
      expect(readFileSync(target, 'utf8')).toBe(result);
    }
  });

  it('is a device as it stands, behind a link', () => {
    for (const [device, status] of [
      ['/dev/null', 0],
      ['/dev/full', 3],
    ] as const) {
      const link = at(`to${device.replaceAll('/', '-')}`);
      symlinkSync(device, link);
      const answer = headwater(['rollout', input, '-o', link]);
      expect(answer).toMatchObject({ status, stdout: '' });
      if (status === 3) expect(answer.stderr).toMatch(/cannot be written: no space is left/);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(statSync(device).isCharacterDevice()).toBe(true);
    }
  });

  it('is a named pipe as it stands', () => {
    const pipe = at('pipe');
    execFileSync('mkfifo', [pipe]);
    const { status, stdout } = redirected(`& cat "${pipe}"; wait $!`, [
      ...['rollout', input, '-o', pipe],
    ]);
    expect(status).toBe(0);
    expect(stdout).toBe(result);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  it.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1', '/proc/thread-self/fd/1', '-'])(
    'is standard output by the name of %s, at the place that it has reached',
    (name) => {
      expect(headwater(['rollout', input, '-o', name]).stdout).toBe(result);
      const all = at('all.txt');
      redirected(`> /dev/null; { echo 1; "$@"; echo 2; } > "${all}"`, [
        ...['rollout', input, '-o', name],
      ]);
      expect(readFileSync(all, 'utf8')).toBe(`1\n${result}2\n`);
    },
  );

  it('is any other descriptor that was opened for it, and none of the program itself', () => {
    const args = (descriptor: number) => ['rollout', input, '-o', `/dev/fd/${descriptor}`];
    expect(redirected('7>&1', args(7))).toMatchObject({ status: 0, stdout: result });
    expect(redirected('7>&1 | cat', args(7))).toMatchObject({ status: 0, stdout: result });
    for (let descriptor = 3; descriptor < 24; descriptor += 1) {
      const { status, stderr } = headwater(args(descriptor));
      expect(stderr).toMatch(/fd\/\d+ cannot be written: (it is closed|nothing was opened there)/);
      expect(status).toBe(3);
    }
  });

  it.each([
    ['a folder', () => folder.path, 3, /is a folder/],
    ['links in a circle', circle, 3, /links lead in a circle/],
    ['no name', () => '', 2, /names no file/],
    ['a folder that is not there', () => at('none/out.json'), 3, /no such file/],
  ])('is refused before the input is read where it is %s', (_, path, status, message) => {
    const answer = headwater(['rollout', at('missing.json'), '-o', path()]);
    expect(answer.stderr).toMatch(message);
    expect(answer.status).toBe(status);
  });

  it('is the input only with --force, by whatever name', () => {
    const own = folder.write('own.json', readFileSync(input, 'utf8'));
    linkSync(own, at('hard.json'));
    symlinkSync(own, at('soft.json'));
    for (const output of [own, at('hard.json'), at('soft.json')]) {
      const { status, stderr } = headwater(['rollout', own, '-o', output]);
      expect(stderr).toMatch(/written over the input, .*own\.json.*--force/);
      expect(status).toBe(2);
    }
    expect(redirected(`< ${own}`, ['rollout', '-', '-o', own]).stderr).toMatch(/--force/);
    expect(redirected(`>> ${own}`, ['rollout', own]).stderr).toMatch(/--force/);
    expect(readFileSync(own)).toEqual(readFileSync(input));
    expect(headwater(['rollout', own, '-o', own, '--force'])).toMatchObject({ status: 0 });
    expect(readFileSync(own, 'utf8')).toBe(result);
  });
});

function circle(): string {
  symlinkSync(at('circle'), at('circle'));
  return at('circle');
}

describe('a result that is lost', () => {
  it.each([[['rollout', input]], [['validate', input]], [['--help']], [['--version']]])(
    'on a full disk behind a redirection ends %j with status 3',
    (args) => {
      const { status, stderr } = redirected('> /dev/full', args);
      expect(stderr).toBe(
        'headwater: Standard output cannot be written: no space is left there.\n',
      );
      expect(status).toBe(3);
    },
  );

  it('on a closed standard output ends with status 3, before anything is computed', () => {
    const { status, stderr } = redirected('>&-', ['rollout', at('missing.json')]);
    expect(stderr).toMatch(/Standard output is closed.*-o/);
    expect(status).toBe(3);
    const elsewhere = at('elsewhere.json');
    expect(redirected('>&-', ['rollout', input, '-o', elsewhere]).status).toBe(0);
    expect(redirected('> /dev/null', ['rollout', input]).status).toBe(0);
  });

  it('because its reader left is no fault and ends quietly', () => {
    const long = folder.write('long.json', JSON.stringify({ attentions: [uniform(300)] }));
    const answer = redirected('| head -c 1; echo " $PIPESTATUS"', ['rollout', long]);
    expect(answer).toMatchObject({ stdout: '{ 0\n', stderr: '' });
  });

  it('is not: a slow reader of a pipe gets all of it', () => {
    const long = at('long.json');
    const whole = headwater(['rollout', long]).stdout;
    expect(whole.length).toBeGreaterThan(2 ** 20);
    expect(redirected('| (sleep 0.2; cat)', ['rollout', long]).stdout).toBe(whole);
  });

  it('does not keep complaints about standard error from ending well', () => {
    expect(redirected('2> /dev/full', ['rollout', at('missing.json')]).status).toBe(3);
    expect(redirected('2>&-', ['rollout', at('missing.json')]).status).toBe(3);
  });
});

function uniform(tokens: number): number[][] {
  return Array.from({ length: tokens }, () => Array.from({ length: tokens }, () => 1 / tokens));
}

describe('a result that is interrupted', () => {
  // Larger than what is written between two looks at the folder by far.
  const large = JSON.stringify({ attentions: Array(6).fill([uniform(500)]) });
  const file = folder.write('large.json', large.replaceAll('0.002', '0.0020000000000001'));

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s leaves nothing', async (signal) => {
    const out = at(`${signal}.json`);
    const child = spawn(process.execPath, [
      ...[program, 'rollout', file, '--layers', 'all', '-o', out],
    ]);
    while (leftovers().length === 0 && child.exitCode === null) await setImmediate();
    child.kill(signal);
    const [, endedBy] = await once(child, 'exit');
    expect(endedBy).toBe(signal);
    expect(leftovers()).toEqual([]);
    expect(existsSync(out)).toBe(false);
  });
});

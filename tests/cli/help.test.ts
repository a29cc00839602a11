import { describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { headwater } from './run';

describe('the command line tells what it can do', () => {
  test.each([[['--help']], [['-h']], [['help']], [['flow', '--help']], [['export', 'x', '-h']]])(
    'headwater %j prints every command and ends well',
    async (args) => {
      const { status, stdout } = await headwater(args);
      expect(status).toBe(0);
      for (const command of ['validate', 'rollout', 'flow', 'export', 'generate', 'evaluate']) {
        expect(stdout).toContain(`headwater ${command} `);
      }
    },
  );

  test('headwater --version prints the version of the package', async () => {
    expect(await headwater(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  });

  test('headwater alone is wrong usage and prints the help as a complaint', async () => {
    const { status, stdout, stderr } = await headwater([]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('headwater rollout INPUT');
  });

  test('a command that there is not is named', async () => {
    const { status, stderr } = await headwater(['rolout']);
    expect(status).toBe(2);
    expect(stderr).toContain('There is no command "rolout"');
  });
});

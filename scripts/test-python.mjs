/**
 * `node scripts/test-python.mjs`: form and tests of the Python in examples/, with the command line
 * opening what was exported. A job of its own, because it needs PyPI and several gigabytes: PyTorch
 * and transformers go into a virtual environment below the user's cache. HEADWATER_PYTHON names a
 * Python that has the packages of tests/python/requirements.txt already.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from './build.mjs';
import { root, sh } from './steps/shell.mjs';
import { runMain, ToolchainError } from './toolchain/index.mjs';
import { cacheRoot } from './toolchain/places.mjs';

const requirements = `${root}/tests/python/requirements.txt`;
const sources = ['examples', 'tests/python'];

/** Whether a package index answers: asked for one of 5 kB. @param {string} python */
async function reachesIndex(python) {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-pypi-'));
  const options = ['--quiet', '--no-deps', '--retries=1', '--timeout=20', `--dest=${folder}`];
  try {
    await sh(python, ['-m', 'pip', 'download', ...options, 'iniconfig==2.1.0']);
    return true;
  } catch (error) {
    if (error instanceof ToolchainError) return false;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns {Promise<string | null>} a Python with the packages; null when PyPI does not answer */
async function ensurePython() {
  if (process.env.HEADWATER_PYTHON) return process.env.HEADWATER_PYTHON;
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const folder = join(cacheRoot(), `python-${wanted.slice(0, 12)}`);
  const python = join(folder, 'bin', 'python');
  const stamp = join(folder, 'complete');
  if (existsSync(stamp)) return python;
  rmSync(folder, { recursive: true, force: true });
  await sh('python3', ['-m', 'venv', folder]);
  if (!(await reachesIndex(python))) return null;
  console.error('Installing PyTorch and transformers …');
  await sh(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  writeFileSync(stamp, '');
  return python;
}

await runMain(async () => {
  const python = await ensurePython();
  if (python === null) {
    console.error('PyPI does not answer: the Python tests were left out.');
    return;
  }
  await sh(python, ['-m', 'ruff', 'check', '--no-cache', '--quiet', ...sources]);
  await sh(python, ['-m', 'ruff', 'format', '--no-cache', '--quiet', '--check', ...sources]);
  await buildCli();
  await sh(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/python'], {
    env: { HEADWATER_CLI: `${root}/dist/cli/headwater.mjs`, PYTHONDONTWRITEBYTECODE: '1' },
  });
});

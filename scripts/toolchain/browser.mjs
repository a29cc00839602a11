/** A Chromium-based browser for the tests in a real page. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolchainError } from './errors.mjs';
import { Progress } from './progress.mjs';
import { findOnPath } from './run.mjs';
import { installSystemPackage } from './system-packages.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/** Where browsers live that are not on PATH. @param {NodeJS.ProcessEnv} env */
function usualPlaces(env) {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, 'Google/Chrome/Application/chrome.exe'),
        join(root, 'Microsoft/Edge/Application/msedge.exe'),
      ]);
  }
  return ['/snap/bin/chromium', '/opt/google/chrome/chrome'];
}

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findBrowser(env = process.env) {
  for (const name of ['HEADWATER_BROWSER', 'CHROME_PATH']) {
    const path = env[name];
    if (!path) continue;
    if (existsSync(path)) return path;
    throw new ToolchainError(`${name} is set to ${path}, which does not exist.`, {
      todo: `correct or unset ${name}.`,
    });
  }
  return (
    NAMES.map((name) => findOnPath(name, env)).find((path) => path !== null) ??
    usualPlaces(env).find((path) => existsSync(path)) ??
    null
  );
}

/**
 * Finds a browser; as root on a Debian-like machine installs one when there is none.
 * @param {{quiet?: boolean}} [options]
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser({ quiet = false } = {}) {
  const found = findBrowser();
  if (found) return found;
  installSystemPackage(
    { name: 'chromium', purpose: 'A browser (Chromium, Chrome or Edge; or HEADWATER_BROWSER)' },
    { progress: new Progress({ quiet }) },
  );
  const installed = findBrowser();
  if (installed) return installed;
  throw new ToolchainError('chromium was installed but is not on PATH.', {
    todo: 'set HEADWATER_BROWSER to its path.',
  });
}

/** Browsers of other engines than Chromium's, and what drives them without a screen. */
import { existsSync } from 'node:fs';
import { ToolchainError } from './errors.mjs';
import { Progress } from './progress.mjs';
import { findOnPath } from './run.mjs';
import { installSystemPackage } from './system-packages.mjs';

const wanted = [
  {
    variable: 'HEADWATER_FIREFOX',
    program: 'firefox-esr',
    name: 'firefox-esr',
    purpose: 'Firefox',
  },
  {
    variable: 'HEADWATER_WEBKIT',
    program: 'WebKitWebDriver',
    name: 'webkit2gtk-driver',
    purpose: "WebKitGTK's driver",
  },
  { variable: 'HEADWATER_XVFB', program: 'Xvfb', name: 'xvfb', purpose: 'A display for WebKitGTK' },
];

/**
 * Finds each program, in its variable or on PATH; as root on a Debian-like machine installs what is
 * missing. Throws for the first that cannot be had.
 * @param {{env?: NodeJS.ProcessEnv, install?: typeof installSystemPackage}} [options] for tests
 * @returns {Record<string, string>} variables and the programs' paths
 */
export function ensureEngines({ env = process.env, install = installSystemPackage } = {}) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const { variable, program, name, purpose } of wanted) {
    const given = env[variable];
    if (given && !existsSync(given)) {
      throw new ToolchainError(`${variable} is set to ${given}, which does not exist.`, {
        todo: `correct or unset ${variable}.`,
      });
    }
    let path = given || findOnPath(program, env);
    if (!path) {
      install({ name, purpose: `${purpose} (${program})` }, { env, progress: new Progress({}) });
      path = findOnPath(program, env);
    }
    if (!path) {
      throw new ToolchainError(`${name} was installed but ${program} is not on PATH.`, {
        todo: `set ${variable} to its path.`,
      });
    }
    found[variable] = path;
  }
  return found;
}

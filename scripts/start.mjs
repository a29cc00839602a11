/** `npm start`: installs what is missing, builds, and serves the site with an example open. */
import { parseArgs } from 'node:util';
import { buildSite } from './build.mjs';
import { bin } from './steps/shell.mjs';
import { runMain, ToolchainError } from './toolchain/index.mjs';

const help = `npm start: installs what is missing, builds, and serves the page on this machine

  npm start -- --port N      on this port (default 4173, or the next that is free)
  npm start -- --host NAME   on this address (default 127.0.0.1: nobody else reaches it)
  npm start -- --open        opens the page in the browser, too
`;

/** The words after `npm start --`. @param {string[]} args */
function read(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        open: { type: 'boolean' },
      },
    });
    const { port } = values;
    if (port === undefined || (/^\d{1,5}$/.test(port) && Number(port) < 2 ** 16)) return values;
    throw new Error(`--port takes a whole number from 0 to 65535, not "${port}".`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ToolchainError(message, { todo: 'see npm start -- --help.' });
  }
}

await runMain(async () => {
  const { help: asked, port, host, open } = read(process.argv.slice(2));
  if (asked) {
    process.stdout.write(help);
    return;
  }
  await buildSite();
  await bin('vite', [
    ...['preview', '--config', 'web/vite.config.ts', '--host', host],
    ...(port === undefined ? [] : ['--port', port]),
    ...(open ? ['--open'] : []),
  ]);
});

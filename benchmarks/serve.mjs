import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

/** A server of files on this machine. @param {string[]} folders where they are looked for, in this order */
export async function serve(...folders) {
  const types = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' };
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const path = folders
      .map((folder) => folder + name)
      .find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
    if (path === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = Object.entries(types).find(([ending]) => path.endsWith(`.${ending}`))?.[1];
    response.writeHead(200, {
      'content-type': type ?? 'application/octet-stream',
      'content-length': statSync(path).size,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${address.port}` };
}

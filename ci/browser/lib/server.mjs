// Serves a built book the way a static host does: compressed by gzip at its best level, 404.html with
// status 404 for what is not there, and with the policy that the book promises to live under.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { constants, gzipSync } from 'node:zlib';

export const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

const TYPES = {
  '.css': 'text/css; charset=utf-8', '.epub': 'application/epub+zip', '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8', '.ico': 'image/vnd.microsoft.icon', '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8', '.json': 'application/json', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8', '.webp': 'image/webp',
  '.woff2': 'font/woff2', '.xml': 'application/xml',
};

// What is compressed already isn't compressed again.
const PACKED = new Set(['.epub', '.gif', '.jpg', '.png', '.webp', '.woff2']);

/** Serves `directory` on a free port of the loopback device, until `close()`. */
export async function serve(directory) {
  const packed = new Map();
  const answer = async (path) => {
    const below = normalize(decodeURIComponent(path)).replace(/^[/\\]+/, '');
    if (below.split(sep).includes('..')) return undefined;
    const file = join(directory, path.endsWith('/') ? join(below, 'index.html') : below);
    if (packed.has(file)) return packed.get(file);
    const type = extname(file);
    try {
      const bytes = await readFile(file);
      const gzip = !PACKED.has(type);
      const found = {
        gzip, type: TYPES[type] ?? 'application/octet-stream',
        body: gzip ? gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }) : bytes,
      };
      packed.set(file, found);
      return found;
    } catch {
      return undefined;
    }
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const found = await answer(pathname);
    const sent = found ?? await answer('/404.html');
    response.writeHead(found ? 200 : 404, {
      'content-security-policy': POLICY,
      'content-type': sent?.type ?? 'text/plain',
      'cache-control': 'no-cache',
      ...(sent?.gzip && { 'content-encoding': 'gzip' }),
      ...(sent && { 'content-length': sent.body.length }),
    });
    response.end(request.method === 'HEAD' ? undefined : sent?.body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

// What a page costs its reader: everything that is transferred until the page is quiet, headers and all,
// compressed by gzip at its best level, as lib/server.mjs sends it. Nothing is cached.

import { openSearch } from '../lib/shell.mjs';
import { KINDS } from '../lib/site.mjs';

export const about = 'bytes, requests, scripts, and what holds up the first paint';

const MOST = { bytes: 140_000, requests: 18, script: 35_000, blocking: 2 };

/** Search is for whoever asks for it. */
const LATER = /searchindex|elasticlunr|\/search[^/]*\.js/;

const QUIET = 250;

async function watched(page) {
  const session = await page.context().newCDPSession(page);
  const requests = new Map();
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (!request.url.startsWith('data:')) requests.set(requestId, { url: request.url, type, bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) requests.get(requestId).bytes = encodedDataLength;
  });
  return { all: () => [...requests.values()] };
}

const sum = (list) => list.reduce((total, { bytes }) => total + bytes, 0);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

export async function check(site) {
  const heaviest = { bytes: 0 };
  await site.each(site.readable, async (path) => {
    let network;
    const before = async (page) => {
      network = await watched(page);
    };
    await site.look(path, { before }, async (page, say) => {
      await page.waitForTimeout(QUIET);
      const all = network.all();
      const bytes = sum(all);
      const script = sum(all.filter(({ type }) => type === 'Script'));
      const large = [...all].sort((one, other) => other.bytes - one.bytes).slice(0, 3)
        .map((request) => `${new URL(request.url).pathname} ${kilobytes(request.bytes)}`).join(', ');
      if (bytes > MOST.bytes) say(`weighs ${kilobytes(bytes)} of ${kilobytes(MOST.bytes)}`, `begin with ${large}`);
      if (script > MOST.script) say(`has ${kilobytes(script)} of script, of ${kilobytes(MOST.script)}`, 'load it when it is used');
      if (all.length > MOST.requests) say(`makes ${all.length} requests of ${MOST.requests}`, 'join files');
      for (const { url } of all.filter((request) => LATER.test(request.url))) {
        say(`loads ${new URL(url).pathname} before anyone searches`, 'load it when search is opened');
      }
      const blocking = await page.evaluate(() => performance.getEntriesByType('resource')
        .filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking').map(({ name }) => name));
      if (blocking.length > MOST.blocking) {
        const names = blocking.map((url) => new URL(url).pathname).join(', ');
        say(`${blocking.length} files of ${MOST.blocking} block the first paint: ${names}`, 'join them, or defer');
      }
      if (bytes > heaviest.bytes) Object.assign(heaviest, { path, bytes, script, requests: all.length });
      if (path !== KINDS.section) return;
      // That nothing was loaded before the search is worth something only if it is loaded after.
      await openSearch(page);
      await page.waitForTimeout(QUIET);
      if (!network.all().some(({ url }) => LATER.test(url))) {
        say('search loads no index that this check knows', 'mend LATER in checks/weight.mjs');
      }
    });
  });
  if (heaviest.path) {
    const { path, bytes, script, requests } = heaviest;
    site.report.note(`heaviest page ${path}: ${kilobytes(bytes)}, ${kilobytes(script)} of it script, ${requests} requests`);
  }
}

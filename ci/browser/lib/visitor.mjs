// The browser: one process, a context for each set of options, a new page for each look. What a page must
// never do, whatever is being looked at, is listened for here: errors, missing files, third parties.

import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export class Visitor {
  #browser;
  #contexts = new Map();

  static async start(executablePath) {
    const visitor = new Visitor();
    visitor.#browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
    return visitor;
  }

  async close() {
    await this.#browser.close();
  }

  #context(state) {
    const options = {
      colorScheme: state.scheme, reducedMotion: state.moving ? 'no-preference' : 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'], locale: 'en-GB',
      viewport: { width: state.width, height: state.height },
    };
    const key = JSON.stringify(options);
    if (!this.#contexts.has(key)) this.#contexts.set(key, this.#browser.newContext(options));
    return this.#contexts.get(key);
  }

  /** A page as its reader finds it: in a state, with nothing kept from other looks. */
  async page(state, say) {
    const context = state.fresh
      ? await this.#browser.newContext({ viewport: { width: state.width, height: state.height } })
      : await this.#context(state);
    const page = await context.newPage();
    page.once('close', () => state.fresh && context.close().catch(() => {}));
    listen(page, say);
    if (!state.script) await switchScripts(page, false);
    return page;
  }
}

/** Goes to an address and waits until the fonts are there. Resolves to the answer. */
export async function go(page, address, state) {
  const answer = await page.goto(address, { waitUntil: 'load', timeout: 30_000 });
  // The page's own scripts have not run and will not; those of the checks need timers.
  if (!state.script) await switchScripts(page, true);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return answer;
}

/** What a session has switched lasts as long as the session: it is kept with its page. */
const sessions = new WeakMap();

async function switchScripts(page, on) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  await sessions.get(page).send('Emulation.setScriptExecutionDisabled', { value: !on });
}

function listen(page, say) {
  page.on('console', (message) => {
    // A file that doesn't load is reported below, with its address.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    const policy = /Content Security Policy/.test(message.text());
    say(`console: ${message.text()}`, policy ? 'move what is inline to a file of the book' : 'mend the script');
  });
  page.on('pageerror', (error) => say(`script: ${error.message}`, 'mend the script'));
  page.on('response', (response) => {
    // The page itself may be one that is not there: the look at 404.html.
    if (response.status() < 400 || response.request().isNavigationRequest()) return;
    say(`${response.status()} for ${response.url()}`, 'put the file there, or take the link away');
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    // The page was closed, or went elsewhere, with a request under way.
    if (why !== 'net::ERR_ABORTED') say(`${why} for ${request.url()}`, 'put the file there, or take the link away');
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(data|blob|file|about):$/.test(protocol) || hostname === '127.0.0.1') return;
    say(`a request to a third party: ${request.url()}`, 'keep the file in the book');
  });
}

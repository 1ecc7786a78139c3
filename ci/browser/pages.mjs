// Opens every page of the built book, wide and narrow, light and dark, and says what is wrong with it.
//
//   node pages.mjs --chromium FILE --url http://127.0.0.1:PORT/ --book DIR [--planted]
//
// With --planted the pages are those of ci/browser/planted: each names the problem that must be found on
// it, or none. So a check that has gone blind is noticed.
//
// One line for each problem, and at the end one of libtest's shape, which ci/src/browser.rs reads.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const WIDTHS = [1280, 360];
const SCHEMES = ['light', 'dark'];
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

const { values: { chromium: executablePath, url: base, book, planted } } = parseArgs({
  options: {
    chromium: { type: 'string' }, url: { type: 'string' }, book: { type: 'string' }, planted: { type: 'boolean' },
  },
});

/** The pages, as paths below the book's address. toc.html is a part of the others, not a page. */
async function pages() {
  const files = await readdir(book, { recursive: true });
  const pages = files.filter((file) => file.endsWith('.html') && file !== 'toc.html');
  return pages.map((file) => file.split(sep).join('/')).sort();
}

/**
 * Runs in the page: the elements that stick out sideways. The document's own scroll width says nothing,
 * because a `body { overflow-x: hidden }` hides what is cut off.
 */
function stickingOut() {
  const width = document.documentElement.clientWidth;
  const inside = new WeakMap();
  // What scrolls or clips what is in it answers for it with its own edges.
  const contained = (element) => {
    if (!element || element === document.body || element === document.documentElement) return false;
    if (!inside.has(element)) {
      const { overflowX } = getComputedStyle(element);
      inside.set(element, overflowX !== 'visible' || contained(element.parentElement));
    }
    return inside.get(element);
  };
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (contained(element.parentElement)) continue;
    const { left, right, width: own, height } = element.getBoundingClientRect();
    // Parked beyond the left edge, nothing of it can be scrolled to: a closed sidebar, a skip link.
    if (own === 0 || height === 0 || right <= 0) continue;
    const over = Math.max(right - width, -left);
    if (over <= 1) continue;
    if (found.some((outer) => outer.element.contains(element))) continue;
    const classes = [...element.classList].map((name) => `.${name}`).join('');
    const name = `<${element.localName}${element.id ? `#${element.id}` : ''}${classes}>`;
    found.push({ element, text: `${name} sticks out by ${Math.round(over)} px` });
  }
  return found.map(({ text }) => text);
}

/** Everything that is wrong with one page. */
async function inspect(context, path) {
  const page = await context.newPage();
  try {
    return await problemsOf(page, path);
  } finally {
    await page.close();
  }
}

async function problemsOf(page, path) {
  const problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    problems.push(`${request.failure()?.errorText ?? 'failed'} for ${request.url()}`);
  });
  await page.route((url) => url.origin !== new URL(base).origin && url.protocol !== 'data:', (route) => {
    problems.push(`a request to a third party: ${route.request().url()}`);
    return route.abort('blockedbyclient');
  });
  try {
    await page.goto(new URL(path, base).href, { waitUntil: 'load', timeout: 30_000 });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    problems.push(...await page.evaluate(stickingOut));
    if (planted) return await judged(page, problems);
  } catch (error) {
    problems.push(`does not load: ${error.message.split('\n')[0]}`);
  }
  return [...new Set(problems)];
}

/** What is wrong with what was found on a planted page. */
async function judged(page, problems) {
  const expected = await page.getAttribute('meta[name=planted]', 'content');
  if (expected === '') return problems;
  return problems.some((problem) => problem.includes(expected)) ? [] : [`nobody noticed "${expected}"`];
}

const profile = await mkdtemp(join(tmpdir(), 'pages-'));
let passed = 0;
let failed = 0;
try {
  for (const width of planted ? WIDTHS.slice(-1) : WIDTHS) {
    for (const colorScheme of planted ? SCHEMES.slice(0, 1) : SCHEMES) {
      const context = await chromium.launchPersistentContext(join(profile, `${width}-${colorScheme}`), {
        executablePath, headless: true, args: FLAGS, colorScheme, viewport: { width, height: 800 },
      });
      const queue = await pages();
      const visit = async () => {
        for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
          const problems = await inspect(context, path);
          for (const problem of problems) console.log(`${path} at ${width} px, ${colorScheme}: ${problem}`);
          if (problems.length === 0) passed += 1; else failed += 1;
        }
      };
      await Promise.all([visit(), visit()]);
      await context.close();
    }
  }
} finally {
  await rm(profile, { recursive: true, force: true });
}
console.log(`test result: ${failed === 0 ? 'ok' : 'FAILED'}. ${passed} passed; ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

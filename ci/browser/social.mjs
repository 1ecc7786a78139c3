// Draws the social pictures and the EPUB's cover, 1200 pixels wide, from one template.
//
//   node social.mjs --chromium FILE --template theme/social/card.html --cards FILE --out DIR
//
// The cards are a JSON list of { file, height, above, title, below }. Each is put into the template's elements with
// `data-slot`, and its picture goes to DIR/file.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

const { values: { chromium: executablePath, template, cards: list, out } } = parseArgs({
  options: {
    chromium: { type: 'string' }, template: { type: 'string' }, cards: { type: 'string' }, out: { type: 'string' },
  },
});

/** Runs in the page: puts the words in, and makes the title's type smaller until all of it fits. */
function fill({ above, title, below }) {
  for (const [slot, words] of Object.entries({ above, title, below })) {
    const element = document.querySelector(`[data-slot="${slot}"]`);
    if (!element) throw new Error(`the template has no data-slot="${slot}"`);
    element.textContent = words;
  }
  const heading = document.querySelector('[data-slot="title"]');
  heading.style.fontSize = '';
  const room = heading.parentElement;
  const fits = () => heading.offsetHeight <= room.clientHeight && heading.scrollWidth <= heading.clientWidth;
  let size = Number.parseFloat(getComputedStyle(heading).fontSize);
  while (!fits()) {
    size -= 4;
    if (size < 48) throw new Error(`the title "${title}" is too long for its picture`);
    heading.style.fontSize = `${size}px`;
  }
}

const profile = await mkdtemp(join(tmpdir(), 'social-'));
try {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, headless: true, args: FLAGS, colorScheme: 'light', viewport: { width: 1200, height: 630 },
  });
  const page = await context.newPage();
  // A picture without the book's fonts or colours is a wrong picture.
  page.on('requestfailed', (request) => { throw new Error(`the template needs ${request.url()}`); });
  await page.goto(pathToFileURL(resolve(template)).href, { waitUntil: 'load' });
  for (const card of JSON.parse(await readFile(list, 'utf8'))) {
    await page.setViewportSize({ width: 1200, height: card.height });
    await page.evaluate(fill, card);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    // Chromium writes all the colours there could be. Few are there, and with a palette of them the file has a
    // third of the size.
    const picture = sharp(await page.screenshot());
    await picture.png({ palette: true, colours: 32, dither: 0, effort: 10 }).toFile(join(out, card.file));
  }
  await context.close();
} finally {
  await rm(profile, { recursive: true, force: true });
}

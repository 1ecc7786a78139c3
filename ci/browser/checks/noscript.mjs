// The page without script: the system's theme, the contents, highlighted code, whole figures, questions
// that open, and nothing on it that would need a script.

import { KINDS } from '../lib/site.mjs';

export const about = 'everything that needs no script works without';

/** Runs in the page: how light two colours of it are, from 0 to 1. */
function lightness() {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const of = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return alpha === 0 ? undefined : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const body = getComputedStyle(document.body);
  return {
    page: of(body.backgroundColor) ?? of(getComputedStyle(document.documentElement).backgroundColor) ?? 1,
    text: of(body.color),
  };
}

async function parts(page, say) {
  const seen = await page.evaluate(() => {
    const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
    const colour = (element) => getComputedStyle(element).color;
    const programs = [...document.querySelectorAll('pre code.language-rust')];
    const plain = programs.find((code) => ![...code.querySelectorAll('span')].some((span) => colour(span) !== colour(code)));
    // A popover, a dialog's command and a form work by themselves.
    const alone = '[popovertarget], [commandfor], [type=submit], form button:not([type=button])';
    const dead = all('button, input, select, [role=button]').filter((control) => !control.matches(alone));
    const figures = [...document.querySelectorAll('step-figure')];
    return {
      contents: document.querySelectorAll('nav#contents a[href]').length,
      contentsSeen: all('nav#contents a[href]').length,
      way: all('a[href="#contents"]').length,
      plain: plain?.textContent.split('\n')[0],
      dead: dead.map((control) => control.textContent.trim() || control.id)[0],
      figures: figures.length,
      halfFigures: figures.filter((figure) => figure.getBoundingClientRect().height < 60 || figure.textContent.trim().length < 20).length,
    };
  });
  if (seen.contents < 2) say('nav#contents has no links', 'put the contents into the page, not into a script');
  if (seen.contentsSeen < seen.contents && seen.way === 0) say('the contents are hidden and nothing shows them', 'show them, or link to #contents');
  if (seen.plain !== undefined) say(`a program is not highlighted: ${seen.plain}`, 'highlight it at build time');
  if (seen.dead !== undefined) say(`a control that does nothing is shown: ${seen.dead}`, 'hide it without script');
  if (seen.halfFigures > 0) say(`${seen.halfFigures} of ${seen.figures} figures are not whole`, 'draw them at build time');
}

/** Clicks, and says whether the click could reach what it was meant for. */
const clicked = (locator) => locator.click({ timeout: 3_000 }).then(() => true, () => false);

export async function check(site) {
  await site.each(site.readable, async (path) => {
    await site.look(path, { script: false, scheme: 'dark' }, async (page, say) => {
      const { page: background, text } = await page.evaluate(lightness);
      if (background > 0.25 || text < 0.5) say('is not dark on a dark system', 'use light-dark() and color-scheme');
      await parts(page, say);
    });
  });
  await site.each(site.representative, async (path) => {
    await site.look(path, { script: false, width: 390, height: 844 }, async (page, say) => {
      const { page: background, text } = await page.evaluate(lightness);
      if (background < 0.75 || text > 0.5) say('is not light on a light system', 'use light-dark() and color-scheme');
      await parts(page, say);
      for (const summary of await page.locator('main summary').all()) {
        // One in another that is closed can't be clicked.
        if (!await summary.isVisible()) continue;
        const was = await summary.evaluate((element) => element.parentElement.open);
        if (!await clicked(summary) || await summary.evaluate((element) => element.parentElement.open) === was) {
          say(`a click does not open "${await summary.textContent()}"`, 'make it a details');
        }
      }
      const way = page.locator('a[href="#contents"]').filter({ visible: true }).first();
      if (await way.count()) await way.click({ timeout: 5_000 });
      const link = page.locator('nav#contents a[href]:not([aria-current])').filter({ visible: true }).first();
      const wanted = await link.evaluate((element) => element.href, undefined, { timeout: 5_000 });
      if (!await clicked(link) || page.url() !== wanted) say(`a link of the contents does not lead to ${wanted}`, 'make it a plain link');
    });
  });
}

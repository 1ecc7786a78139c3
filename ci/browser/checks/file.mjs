// The book from the disk, without a server: file:// addresses.

import { chooseTheme, openSearch } from '../lib/shell.mjs';
import { stepThrough } from '../lib/figure.mjs';
import { KINDS } from '../lib/site.mjs';

export const about = 'the book opened from the disk';

export async function check(site) {
  const file = { file: true };
  // 404.html is for servers: its links begin at the server's root.
  await site.each(site.readable.filter((path) => path !== '404.html'), (path) => site.look(path, file, async (page, say) => {
    const broken = await page.evaluate(() => [...document.querySelectorAll('a[href], link[href], script[src], img[src]')]
      .map((element) => element.getAttribute('href') ?? element.getAttribute('src')).filter((url) => url.startsWith('/')));
    if (broken.length > 0) say(`${broken[0]} begins at the root`, 'begin with the path to the root, as others do');
  }));
  if (!site.pages.includes(KINDS.section)) return;
  await site.look(KINDS.section, { ...file, about: 'figures used' }, async (page) => stepThrough(page, () => {}));
  await site.look(KINDS.section, { ...file, about: 'search used' }, async (page, say) => {
    await openSearch(page, 'join');
    const found = page.locator('dialog#search a[href]').filter({ visible: true }).first();
    if (await found.count() === 0) {
      say('search finds nothing for "join"', 'load the index by a script element, not by fetch');
      return;
    }
    const wanted = await found.evaluate((link) => link.href);
    await found.click({ timeout: 5_000 });
    await page.waitForURL(wanted, { timeout: 5_000 }).catch(() => say(`a result does not lead to ${wanted}`, 'make it a plain link'));
  });
  await site.look(KINDS.section, { ...file, about: 'theme kept', fresh: true }, async (page, say) => {
    await chooseTheme(page, 'Dark');
    await page.keyboard.press('Escape');
    await page.locator('a[rel~="next"]').first().click({ timeout: 5_000 });
    await page.waitForLoadState('load');
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    if (theme !== 'dark') say(`the next page has the theme ${theme}`, 'read localStorage in boot.js');
  });
}

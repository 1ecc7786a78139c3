// The parts of a page that checks drive, by the names that theme/page.hbs gives them. Each function ends
// when the part is as its name says, or throws what is missing.

const PATIENCE = 5_000;

/** Throws in words that mend: the first line of an error is what the report shows. */
async function need(promise, words) {
  try {
    return await promise;
  } catch {
    throw new Error(words);
  }
}

export async function openSearch(page, query) {
  await page.keyboard.press('/');
  await need(page.waitForSelector('dialog#search[open]', { timeout: PATIENCE }), 'the key / opens no dialog#search');
  if (query === undefined) return;
  const input = page.locator('dialog#search input').first();
  await need(input.fill(query, { timeout: PATIENCE }), 'dialog#search has no input to type in');
  // The words are looked up some moments after the last key.
  await page.waitForTimeout(400);
}

export async function openTheme(page) {
  await need(page.click('#theme-open', { timeout: PATIENCE }), 'there is no #theme-open to click');
  await need(page.waitForSelector('#theme-menu:popover-open', { timeout: PATIENCE }), '#theme-open opens no #theme-menu');
}

export async function chooseTheme(page, name) {
  await openTheme(page);
  const button = page.locator('#theme-menu button', { hasText: new RegExp(`^\\s*${name}\\s*$`, 'i') });
  await need(button.click({ timeout: PATIENCE }), `#theme-menu has no button ${name}`);
}

export async function openHelp(page) {
  await page.keyboard.press('?');
  await need(page.waitForSelector('dialog#help[open]', { timeout: PATIENCE }), 'the key ? opens no dialog#help');
}

export async function openContents(page) {
  await need(page.click('#contents-toggle', { timeout: PATIENCE }), 'there is no #contents-toggle to click');
  const open = page.waitForSelector('nav#contents a[href]', { state: 'visible', timeout: PATIENCE });
  await need(open, '#contents-toggle shows no links in nav#contents');
}

/** What a page can be opened to, and the part of it that then shows. */
export const STATES = [
  { about: 'search open with results', open: (page) => openSearch(page, 'join'), part: '#search' },
  { about: 'search open without results', open: (page) => openSearch(page, 'qqxxzz'), part: '#search' },
  { about: 'theme menu open', open: openTheme, part: '#theme-menu' },
  { about: 'help open', open: openHelp, part: '#help' },
];

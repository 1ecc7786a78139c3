// The page by keyboard alone: the text within two tabs; every control reached, in sight, not under the bar and
// seen to have the focus; no trap; arrow keys that turn the page only when nothing has the focus; Escape
// closes what is open, and the focus goes back to where it was.

import { KINDS } from '../lib/site.mjs';
import { openHelp, openSearch } from '../lib/shell.mjs';

export const about = 'everything by keyboard alone';

const NARROW = { width: 390, height: 844 };

/** The page has at most so many controls; a walk that is longer goes in a circle. */
const LONGEST = 2_000;

/**
 * Runs in the page, before the walk: remembers how each control looks without the focus, and judges the one
 * that has it on each press of Tab, when the page has come to rest.
 */
function prepareWalk() {
  const CONTROLS = 'a[href], button, summary, input, select, textarea, [tabindex]:not([tabindex^="-"]), '
    + '[role=button], [role=link], [contenteditable]';
  const name = (element) => {
    const text = (element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ').slice(0, 30);
    const id = element.id ? `#${element.id}` : '';
    return `<${element.localName}${id}${element.classList[0] ? `.${element.classList[0]}` : ''}>${text && ` "${text}"`}`;
  };
  const look = (element) => {
    const style = getComputedStyle(element);
    // A drawn outline counts; what the browser draws by itself is `auto`.
    const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px' ? '' : `${style.outlineStyle} ${style.outlineColor}`;
    return [outline, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecoration].join('|');
  };
  const before = new Map();
  const controls = [...document.querySelectorAll(CONTROLS)].filter((element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !element.closest('[inert]')
    && element.getAttribute('tabindex') !== '-1');
  for (const element of document.querySelectorAll('*')) before.set(element, undefined);
  for (const element of document.querySelectorAll(`${CONTROLS}, pre, code, div, main`)) before.set(element, look(element));
  const walk = { reached: new Set(), problems: [], last: undefined, over: false };
  const onScreen = (element) => {
    const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    const inside = boxes.filter(({ left, top, right, bottom }) => bottom > 0 && right > 0 && top < innerHeight && left < innerWidth);
    if (inside.length === 0) return 'is outside the window';
    const [{ left, top, right, bottom }] = inside;
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const above = document.elementFromPoint(x, y);
    return above && !element.contains(above) && !above.contains(element) ? `is covered by ${name(above)}` : '';
  };
  walk.judge = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return;
    if (walk.reached.has(element)) {
      // It has come round. A press that doesn't move the focus at once hasn't.
      walk.over ||= element !== walk.last;
      return;
    }
    walk.last = element;
    walk.reached.add(element);
    const hidden = onScreen(element);
    if (hidden) walk.problems.push(`${name(element)} ${hidden} when it has the focus`);
    else if (before.has(element) && before.get(element) === look(element)) {
      walk.problems.push(`${name(element)} looks the same with the focus and without`);
    }
  };
  walk.end = () => {
    // Of radio buttons with one name, Tab reaches one.
    const group = (element) => element.type === 'radio' && [...walk.reached].some((other) => other.name === element.name);
    const missed = controls.filter((element) => !walk.reached.has(element) && !group(element));
    return {
      problems: walk.problems, missed: missed.map(name), reached: walk.reached.size, controls: controls.length,
    };
  };
  document.addEventListener('keydown', walk.judge, true);
  window.walk = walk;
  return controls.length;
}

async function walk(page, say) {
  const controls = await page.evaluate(prepareWalk);
  // One more than there are, and as many again for boxes that scroll; in steps, to see the end.
  for (let pressed = 0; pressed < LONGEST; pressed += 10) {
    for (let press = 0; press < 10; press += 1) await page.keyboard.press('Tab');
    if (await page.evaluate(() => window.walk.over)) break;
    if (pressed > 3 * controls + 60) break;
  }
  const { problems, missed } = await page.evaluate(() => window.walk.end());
  for (const problem of problems) say(problem, 'mend its :focus-visible, or scroll-margin');
  if (missed.length > 0) {
    const more = missed.length > 1 ? ` and ${missed.length - 1} more` : '';
    say(`Tab never reaches ${missed[0]}${more}, of ${controls}`, 'take what holds the focus back, or the tabindex, away');
  }
}

async function textInTwoTabs(page, say) {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => {
    const element = document.activeElement;
    const { top, left, width, height } = element.getBoundingClientRect();
    return {
      skips: element.matches('a[href="#content"]'), name: element.localName,
      seen: top >= 0 && left >= 0 && width > 1 && height > 1,
    };
  });
  if (!first.skips) say(`the first Tab reaches <${first.name}>`, 'make a.skip the first control of the page');
  else if (!first.seen) say('the skip link is not in sight when it has the focus', 'show it on :focus');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inText = await page.evaluate(() => {
    const main = document.querySelector('#content');
    // A text without links is left by the Tab that was to show where the focus is.
    return main.contains(document.activeElement) || !main.querySelector('a[href], button, summary, [tabindex="0"]');
  });
  if (!inText) say('after the skip link, Tab goes on outside #content', 'give main#content tabindex="-1"');
}

/**
 * Where an arrow key must not turn the page: what it is called, the element that is given the focus, and what
 * the HTML of a page has in it that has one.
 */
const HOLDERS = [
  ['a program', 'pre[tabindex="0"], pre code[tabindex="0"], [tabindex="0"]:has(> pre)', '<pre'],
  ['a table', '[tabindex="0"]:has(> table)', 'tabindex="0"><table'],
  ['a figure', 'step-figure button:not([disabled])', '<step-figure'],
  ['a question', 'main summary', '<summary'],
  ['a link', 'main a[href]', '<main'],
  ['the bar', '#theme-open', '<main'],
];

/** Presses a key. Resolves to the page that it turns to, if it does; the turning itself is stopped. */
async function turned(page, key) {
  await page.evaluate(() => {
    window.turnedTo = undefined;
    window.navigation.onnavigate = (event) => {
      window.turnedTo = event.destination.url;
      event.preventDefault();
    };
  });
  await page.keyboard.press(key);
  // A script may do it in a task of its own.
  return page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => done(window.turnedTo)));
  }));
}

async function arrows(site) {
  for (const [what, selector, html] of HOLDERS) {
    const path = await site.first(html);
    if (!path) continue;
    // Narrow, so that what may scroll does.
    await site.look(path, { ...NARROW, about: `arrow keys in ${what}` }, async (page, say) => {
      const holder = page.locator(selector).filter({ visible: true }).first();
      if (await holder.count() === 0) {
        say(`${what} can't have the focus`, `give it tabindex="0", or mend ${selector} in checks/keyboard.mjs`);
        return;
      }
      for (const key of ['ArrowRight', 'ArrowLeft']) {
        await holder.focus();
        if (await turned(page, key)) say(`${key} turns the page while ${what} has the focus`, 'turn it only when the body has it');
      }
    });
  }
  await site.look(KINDS.section, { about: 'arrow keys' }, async (page, say) => {
    const from = page.url();
    for (const [what, open] of [['the search', (page) => openSearch(page, 'join')], ['the help', openHelp]]) {
      await page.goto(from);
      await open(page);
      if (await turned(page, 'ArrowRight')) say(`ArrowRight turns the page while ${what} is open`, 'turn it only when the body has the focus');
    }
    await page.goto(from);
    for (const [key, rel] of [['ArrowRight', 'next'], ['ArrowLeft', 'prev']]) {
      const wanted = await page.locator(`a[rel~="${rel}"]`).first().evaluate((link) => link.href, undefined, { timeout: 2_000 });
      if (await turned(page, `Shift+${key}`)) say(`Shift+${key} turns the page`, 'leave keys with a modifier alone');
      if (await turned(page, key) !== wanted) say(`${key} on the body does not go to ${wanted}`, `follow a[rel=${rel}]`);
    }
  });
}

/** What opens, by which keys, and how it is known to be open. */
const OVERLAYS = [
  { name: 'search', button: '#search-open', open: 'dialog#search[open]', key: '/', sizes: [{}, NARROW] },
  { name: 'help', button: '#help-open', open: 'dialog#help[open]', key: '?', sizes: [{}, NARROW] },
  { name: 'theme menu', button: '#theme-open', open: '#theme-menu:popover-open', sizes: [{}, NARROW] },
  { name: 'contents', button: '#contents-toggle', open: '#contents-toggle[aria-expanded="true"]', sizes: [NARROW] },
];

async function overlays(site) {
  const jobs = OVERLAYS.flatMap((overlay) => overlay.sizes.map((size) => ({ overlay, size })));
  await site.each(jobs, ({ overlay, size }) => site.look(KINDS.section, { ...size, about: `${overlay.name} by keyboard` }, async (page, say) => {
    const { name, button, open, key } = overlay;
    // The first search loads its index before it opens.
    const opens = () => page.waitForSelector(open, { timeout: 3_000 }).then(() => true, () => false);
    const closes = () => page.waitForSelector(open, { state: 'detached', timeout: 1_000 }).then(() => true, () => false);
    const shown = await page.locator(button).isVisible();
    if (shown) {
      await page.focus(button);
      await page.keyboard.press('Enter');
      if (!await opens()) say(`Enter on ${button} does not open the ${name}`, 'make it a button');
      await page.keyboard.press('Escape');
      if (!await closes()) say(`Escape does not close the ${name}`, 'close it on Escape');
      const back = await page.evaluate((selector) => document.activeElement?.matches(selector), button);
      if (!back) say(`after Escape the focus is not on ${button}`, 'give it back');
    } else if (!key) say(`${button} is not visible`, 'show it');
    if (!key) return;
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(key);
    if (!await opens()) say(`the key ${key} does not open the ${name}`, 'listen for it');
    else if (!await page.evaluate((selector) => document.querySelector(selector).contains(document.activeElement), open)) {
      say(`the ${name} opens without the focus`, 'use showModal');
    }
    await page.keyboard.press('Escape');
    if (!await closes()) say(`Escape does not close the ${name}`, 'close it on Escape');
  }));
}

export async function check(site) {
  // Each page narrow, where more is hidden and more is covered; one of each kind wide too.
  const jobs = [
    ...site.readable.map((path) => ({ path, size: NARROW })),
    ...site.representative.map((path) => ({ path, size: {} })),
  ];
  await site.each(jobs, async ({ path, size }) => {
    await site.look(path, { ...size, about: 'the first two tabs' }, textInTwoTabs);
    await site.look(path, { ...size, about: 'walked by Tab' }, walk);
  });
  if (!site.pages.includes(KINDS.section)) return;
  await arrows(site);
  await overlays(site);
}

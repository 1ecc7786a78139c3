// axe-core, every rule of levels A and AA and of best practice.
//
// Every page wide and narrow, in both themes. The rules about structure see the same in the dark as in the
// light, so in the dark only those about colours run. On one page of each kind: every state that a page can
// be opened to. Every figure: at its start, in the middle and at its end.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { stepThrough } from '../lib/figure.mjs';
import { openContents, STATES } from '../lib/shell.mjs';
import { KINDS } from '../lib/site.mjs';

export const about = 'accessibility, by axe-core';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Runs axe on the page as it is now: on what `within` selects, by the rules that `only` names. */
async function judge(page, say, { only, within } = {}) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(source);
  const found = await page.evaluate(async ({ rules, selector }) => {
    // Off by default; what else is off is experimental, or the level AAA.
    const options = rules ? { runOnly: rules } : { rules: { 'target-size': { enabled: true } } };
    const { violations } = await axe.run(selector ?? document, { ...options, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({
      id, help, count: nodes.length, first: nodes[0].target.flat().join(' '),
      why: [...nodes[0].any, ...nodes[0].all, ...nodes[0].none][0]?.message ?? help,
    }));
  }, { rules: only, selector: within });
  for (const { id, help, count, first, why } of found) {
    const more = count > 1 ? ` and ${count - 1} more` : '';
    say(`axe ${id}: ${first}${more}`, `${help}: ${why}`);
  }
}

const NARROW = { width: 390, height: 844 };
const SIZES = [{}, NARROW];
const SCHEMES = ['light', 'dark'];

export async function check(site) {
  const jobs = [];
  const later = (path, state, work = (page, say) => judge(page, say)) => jobs.push({ path, state, work });

  for (const path of site.readable) {
    for (const size of SIZES) {
      later(path, { ...size, about: 'and dark' }, async (page, say) => {
        await judge(page, say);
        await page.emulateMedia({ colorScheme: 'dark' });
        await judge(page, (what, mend) => say(`in the dark: ${what}`, mend), { only: COLOURS });
      });
    }
  }
  if (site.pages.includes('print.html')) {
    later('print.html', { about: 'on the screen and on paper' }, async (page, say) => {
      await judge(page, say);
      await page.emulateMedia({ media: 'print' });
      await judge(page, (what, mend) => say(`on paper: ${what}`, mend), { only: COLOURS });
    });
  }
  for (const path of site.representative) {
    for (const scheme of SCHEMES) later(path, { scheme, script: false, about: 'without script' });
  }
  if (site.pages.includes(KINDS.section)) {
    const opened = [
      ...SIZES.flatMap((size) => STATES.map((state) => ({ size, ...state }))),
      { size: NARROW, about: 'contents open', open: openContents, part: '#contents' },
    ];
    for (const { size, about: state, open, part } of opened) {
      for (const scheme of SCHEMES) {
        // The rest of the page is what it was; once, light and narrow, it is looked at with what is open.
        const whole = size === NARROW && scheme === 'light';
        later(KINDS.section, { ...size, scheme, about: state }, async (page, say) => {
          await open(page);
          await judge(page, say, { within: whole ? undefined : part });
        });
      }
    }
  }
  for (const path of site.readable) {
    if (!await site.contains(path, '<step-figure')) continue;
    for (const scheme of SCHEMES) {
      const within = '[data-looked-at]';
      later(path, { scheme, about: 'its figures' }, async (page, say) => {
        // Whatever happens to lie half under the bar while a figure is looked at is a smaller target for that
        // moment. That nothing with the focus is covered is the keyboard's check.
        await page.evaluate(() => { document.querySelector('.bar')?.style.setProperty('position', 'static'); });
        await stepThrough(page, (where) => judge(page, (what, mend) => say(`${where}: ${what}`, mend), { within }));
      });
    }
  }
  await site.each(jobs, ({ path, state, work }) => site.look(path, state, work));
}

// axe-core, every rule of levels A and AA and of best practice.
//
// Every page wide and narrow, in both themes. The rules about structure see the same in the dark as in the
// light, so in the dark only those about colours run. On one page of each kind: every state that a page can
// be opened to. Every figure: at its start, in the middle and at its end.

import { readFile } from 'node:fs/promises';

import { stepThrough } from '../lib/figure.mjs';
import { KINDS } from '../lib/site.mjs';
import { openContents, STATES } from '../lib/shell.mjs';

export const about = 'accessibility, by axe-core';

const source = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Runs axe on the page as it is now. `only` names the rules to run. */
async function judge(page, say, only) {
  await page.evaluate(source);
  const found = await page.evaluate(async (rules) => {
    // Off by default; what else is off is experimental, or the level AAA.
    const options = rules ? { runOnly: rules } : { rules: { 'target-size': { enabled: true } } };
    const { violations } = await axe.run(document, { ...options, resultTypes: ['violations'] });
    return violations.map(({ id, help, helpUrl, nodes }) => ({
      id, help, helpUrl, count: nodes.length, first: nodes[0].target.flat().join(' '),
      why: [...nodes[0].any, ...nodes[0].all, ...nodes[0].none][0]?.message ?? help,
    }));
  }, only);
  for (const { id, help, count, first, why } of found) {
    const more = count > 1 ? ` and ${count - 1} more` : '';
    say(`axe ${id}: ${first}${more}`, `${help}: ${why}`);
  }
}

export async function check(site) {
  const jobs = [];
  const later = (path, state, prepare) => jobs.push({ path, state, prepare });
  const narrow = { width: 390, height: 844 };

  for (const path of site.readable) {
    later(path, {});
    later(path, narrow);
    later(path, { scheme: 'dark', only: COLOURS });
    later(path, { ...narrow, scheme: 'dark', only: COLOURS });
  }
  if (site.pages.includes('print.html')) {
    later('print.html', { about: 'screen' });
    later('print.html', { about: 'on paper', media: 'print', only: COLOURS });
  }
  for (const path of site.representative) {
    for (const scheme of ['light', 'dark']) {
      later(path, { scheme, script: false, about: 'without script' });
    }
  }
  if (site.pages.includes(KINDS.section)) {
    for (const scheme of ['light', 'dark']) {
      for (const { about, open } of STATES) {
        later(KINDS.section, { scheme, about }, open);
        later(KINDS.section, { ...narrow, scheme, about }, open);
      }
      later(KINDS.section, { ...narrow, scheme, about: 'contents open' }, openContents);
    }
  }
  await site.each(jobs, ({ path, state, prepare }) => site.look(path, state, async (page, say) => {
    await prepare?.(page);
    await judge(page, say, state.only);
  }));
  await figures(site);
}

async function figures(site) {
  const jobs = ['light', 'dark'].flatMap((scheme) => site.readable.map((path) => ({ path, scheme })));
  await site.each(jobs, async ({ path, scheme }) => {
    if (!await site.contains(path, '<step-figure')) return;
    await site.look(path, { scheme, about: 'its figures at start, middle and end' }, async (page, say) => {
      await stepThrough(page, (where) => judge(page, (what, mend) => say(`${where}: ${what}`, mend),
        scheme === 'dark' ? COLOURS : undefined));
    });
  });
}

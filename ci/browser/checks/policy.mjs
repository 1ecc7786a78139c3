// The page under the policy that lib/server.mjs sends, whatever is opened and used on it: no error, no
// violation, no missing file, no third party. The visitor listens for these during every look; here every
// page is looked at for nothing else, and the parts that load something later are used.

import { stepThrough } from '../lib/figure.mjs';
import { chooseTheme, STATES } from '../lib/shell.mjs';
import { KINDS } from '../lib/site.mjs';

export const about = "no error and nothing from elsewhere, under script-src 'self'";

export async function check(site) {
  const jobs = site.pages.map((path) => ({ path, state: {} }));
  if (site.pages.includes(KINDS.section)) {
    for (const { about: state, open } of STATES) jobs.push({ path: KINDS.section, state: { about: state }, use: open });
    const dark = (page) => chooseTheme(page, 'Dark');
    jobs.push({ path: KINDS.section, state: { about: 'another theme chosen' }, use: dark });
    const nothing = () => {};
    const figures = (page) => stepThrough(page, nothing);
    jobs.push({ path: KINDS.section, state: { about: 'figures used' }, use: figures });
  }
  await site.each(jobs, ({ path, state, use }) => site.look(path, state, async (page, say) => {
    await use?.(page);
    // A violation inside an event handler is told with the next task.
    await page.waitForTimeout(50);
    if (!await page.locator('#content').count()) say('there is no #content', 'keep the page in theme/page.hbs');
  }));
}

// Nothing moves while the page loads, however late its fonts and scripts come, nor when something is opened
// over it by a key.

import { openHelp, openSearch } from '../lib/shell.mjs';
import { KINDS } from '../lib/site.mjs';

export const about = 'layout shift, with fonts and scripts that come late';

const MOST = 0.01;
const LATE = 300;

/** Most of the time nothing happens. */
const AT_ONCE = 4;

const NARROW = { width: 390, height: 844 };

async function slowly(page) {
  await page.route(/\.(js|woff2)(\?|$)/, async (route) => {
    await new Promise((later) => setTimeout(later, LATE));
    // The page may be closed by then.
    await route.continue().catch(() => {});
  });
  await page.addInitScript(() => {
    window.shifts = [];
    const name = ({ node }) => (node?.nodeType === Node.ELEMENT_NODE
      ? `<${node.localName}${node.id ? `#${node.id}` : ''}${node.classList[0] ? `.${node.classList[0]}` : ''}>` : 'text');
    new PerformanceObserver((list) => {
      // Browsers leave out what follows an input. What is opened over a page must not move it even then.
      for (const { value, sources } of list.getEntries()) window.shifts.push({ value, names: sources.map(name) });
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

async function judge(page, say) {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const shifts = await page.evaluate(() => window.shifts);
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  if (total <= MOST) return;
  const moved = [...new Set(shifts.flatMap(({ names }) => names))].slice(0, 4).join(', ');
  say(`shifts by ${total.toFixed(3)} of ${MOST}: ${moved} moved`, 'give what comes late its place beforehand');
}

export async function check(site) {
  const jobs = [];
  for (const path of site.readable) {
    for (const size of [{}, NARROW]) jobs.push({ path, state: size });
  }
  if (site.pages.includes(KINDS.section)) {
    for (const size of [{}, NARROW]) {
      jobs.push({ path: KINDS.section, state: { ...size, about: 'search opened by its key' }, open: openSearch });
      jobs.push({ path: KINDS.section, state: { ...size, about: 'help opened by its key' }, open: openHelp });
      const theme = async (page) => {
        await page.focus('#theme-open');
        await page.keyboard.press('Enter');
      };
      jobs.push({ path: KINDS.section, state: { ...size, about: 'theme menu opened by a key' }, open: theme });
    }
    const contents = async (page) => {
      await page.focus('#contents-toggle');
      await page.keyboard.press('Enter');
    };
    jobs.push({ path: KINDS.section, state: { ...NARROW, about: 'contents opened by a key' }, open: contents });
  }
  await site.each(jobs, ({ path, state, open }) => site.look(path, { ...state, before: slowly }, async (page, say) => {
    await open?.(page);
    await page.waitForTimeout(100);
    await judge(page, say);
  }), AT_ONCE);
}

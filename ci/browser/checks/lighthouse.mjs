// Lighthouse, as on a phone: a page of each kind. Accessibility, best practices and SEO have to be 100.
// Performance depends on the machine and on what else it does: it is told and decides nothing.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { KINDS } from '../lib/site.mjs';

export const about = 'Lighthouse on a page of each kind';

/** It measures, and keeps its marks in this process. */
export const alone = true;

/** Of the sound book one page is enough: each takes ten seconds. */
export const enough = [KINDS.section];

const GATES = ['accessibility', 'best-practices', 'seo'];

export async function check(site) {
  const chrome = await launch({
    chromePath: site.chromium,
    chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    logLevel: 'silent',
  });
  const speed = [];
  try {
    for (const path of site.representative) {
      await site.report.look(`${path} on a phone`, async (say) => {
        const options = { port: chrome.port, output: 'json', logLevel: 'silent', onlyCategories: [...GATES, 'performance'] };
        const { lhr } = await lighthouse(site.address(path), options);
        if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
        for (const name of GATES) {
          const { score, auditRefs } = lhr.categories[name];
          if (score === 1) continue;
          for (const { id, weight } of auditRefs) {
            const audit = lhr.audits[id];
            if (weight === 0 || audit.score === null || audit.score === 1) continue;
            const [item] = audit.details?.items ?? [];
            say(`${name} is ${Math.round(score * 100)}: ${id}: ${audit.title}`, item?.node?.snippet ?? item?.description ?? audit.displayValue ?? '');
          }
        }
        speed.push(`${Math.round(lhr.categories.performance.score * 100)} ${path}`);
      });
    }
  } finally {
    await chrome.kill();
  }
  if (speed.length > 0) site.report.note(`Lighthouse performance: ${speed.join(', ')}`);
}

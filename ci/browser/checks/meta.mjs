// What a page says of itself to search engines and to whoever links it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const about = 'titles, descriptions, canonical addresses, social pictures, the sitemap';

const LONGEST = 160;

/** Pages that no search engine should show. */
const UNLISTED = new Set(['404.html', 'print.html']);

/** Runs in a page: what another page's HTML says of itself. */
function read(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const meta = (name) => page.querySelector(`meta[name="${name}"], meta[property="${name}"]`)?.content.trim() ?? '';
  return {
    title: page.title.trim(), description: meta('description'), robots: meta('robots'),
    canonical: [...page.querySelectorAll('link[rel=canonical]')].map((link) => link.getAttribute('href')),
    lang: page.documentElement.lang,
    og: Object.fromEntries(['og:title', 'og:description', 'og:image', 'og:url', 'og:type'].map((name) => [name, meta(name)])),
  };
}

export async function check(site) {
  const titles = new Map();
  const descriptions = new Map();
  const addresses = new Map();
  const unique = (map, text, path, what, say) => {
    if (map.has(text)) say(`has the ${what} of ${map.get(text)}`, 'give it its own');
    else map.set(text, path);
  };
  // One page reads all the others: none needs to be drawn.
  await site.report.look('a page to read the others in', async (problem) => {
    const reader = await site.visitor.page({ width: 800, height: 600, scheme: 'light', script: true }, problem);
    for (const path of site.pages) {
      const said = await reader.evaluate(read, await site.text(path));
      await site.report.look(path, (say) => {
        const mend = 'mend theme/page.hbs or what fills it';
        if (!said.title) say('has no title', mend);
        if (!said.lang) say('has no language', mend);
        if (UNLISTED.has(path)) {
          if (!/noindex/.test(said.robots)) say('is not noindex', 'add <meta name="robots" content="noindex">');
          return;
        }
        if (said.robots) say(`tells robots "${said.robots}"`, mend);
        unique(titles, said.title, path, 'title', say);
        if (!said.description) say('has no description', 'begin the page with a paragraph');
        else unique(descriptions, said.description, path, 'description', say);
        if (said.description.length > LONGEST) say(`its description has ${said.description.length} characters of ${LONGEST}`, 'shorten its first sentence');
        const [canonical] = said.canonical;
        if (said.canonical.length !== 1 || !URL.canParse(canonical)) say(`has ${said.canonical.length} canonical addresses that are absolute: ${said.canonical}`, mend);
        else {
          unique(addresses, canonical, path, 'canonical address', say);
          const wanted = path.replace(/(^|\/)index\.html$/, '$1');
          const at = new URL(canonical).pathname;
          if (!at.endsWith(`/${wanted}`) && !at.endsWith(`/${path}`)) say(`its canonical address is ${canonical}`, mend);
        }
        for (const [name, content] of Object.entries(said.og)) {
          if (!content && /title|description|image/.test(name)) say(`has no ${name}`, mend);
        }
        const image = said.og['og:image'];
        if (!image) return;
        if (!URL.canParse(image)) say(`og:image is not absolute: ${image}`, mend);
        // Below the book's address, wherever that is published.
        else if (!existsSync(join(site.directory, new URL(image).pathname.replace(/^.*?(?=social\/)/, '')))) say(`og:image is not in the book: ${image}`, 'draw it, or name one that is there');
      });
    }
    await reader.close();
  });
  await site.report.look('sitemap.xml', async (say) => {
    const text = await site.text('sitemap.xml').catch(() => undefined);
    if (text === undefined) {
      say('is not in the book', 'write it when the book is built');
      return;
    }
    const listed = [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url.trim());
    for (const [address, path] of addresses) {
      if (!listed.includes(address)) say(`lacks ${path}: ${address}`, 'list every page by its canonical address');
    }
    for (const url of listed) {
      if (!addresses.has(url)) say(`lists ${url}, which is no page's canonical address`, 'list pages only');
    }
    if (new Set(listed).size < listed.length) say('lists a page twice', 'list each once');
  });
}

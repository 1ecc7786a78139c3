// A book under examination: its pages, where it is served, and looking at one of them in one state.

import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

import { go } from './visitor.mjs';

/** How a page is looked at unless a check says otherwise. */
const USUAL = { width: 1280, height: 800, scheme: 'light', script: true, media: 'screen', about: '' };

/** One page of each kind: what is slow is done on these. They are pages of the book, by their files. */
export const KINDS = {
  index: 'index.html', section: 'threads.html', appendix: 'appendix/glossary.html',
};

/** How many pages are open at a time: a machine of two cores has no use for more, unless they wait. */
const AT_ONCE = 2;

/** The pages of a built book. toc.html is what mdBook's own theme shows in a frame, not a page. */
export async function pagesOf(directory) {
  const files = await readdir(directory, { recursive: true });
  const pages = files.filter((file) => file.endsWith('.html') && file !== 'toc.html');
  return pages.map((file) => file.split(sep).join('/')).sort();
}

/** Does `work` for each item, `atOnce` of them at a time. */
export async function each(items, work, atOnce) {
  const queue = [...items];
  const worker = async () => {
    while (queue.length > 0) await work(queue.shift());
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

export class Site {
  /**
   * `root` is the repository: where the pages' programs are. Looks are limited to those whose description has
   * `where` in it: a planted fault is looked for where it is.
   */
  constructor({ directory, root, url, visitor, report, pages, chromium, where = '' }) {
    Object.assign(this, { directory, root, url, visitor, report, pages, chromium, where });
  }

  /** The pages that a reader is sent to: not the one for print, which is all of them in one. */
  get readable() {
    return this.pages.filter((page) => page !== 'print.html');
  }

  /** The pages of `KINDS` that are to be looked at. */
  get representative() {
    return Object.values(KINDS).filter((page) => this.pages.includes(page));
  }

  address(path) {
    // 404.html is seen under the address that was not found, which may be deep.
    return new URL(path === '404.html' ? 'no/such/page.html' : path, this.url).href;
  }

  fileAddress(path) {
    return new URL(path, `${pathToFileURL(this.directory).href}/`).href;
  }

  async text(path) {
    return readFile(join(this.directory, path), 'utf8');
  }

  /** Whether the page's HTML has a text in it: cheaper than opening it. */
  async contains(path, text) {
    return (await this.text(path)).includes(text);
  }

  /** The first page, those of `KINDS` before the others, whose HTML has a text in it. */
  async first(text) {
    for (const path of new Set([...this.representative.toReversed(), ...this.readable])) {
      if (await this.contains(path, text)) return path;
    }
    return undefined;
  }

  /** Opens a page in a state and does `work` there. */
  async look(path, wanted, work) {
    const state = { ...USUAL, ...wanted };
    const label = `${path} at ${state.width} px, ${state.scheme}${state.about && `, ${state.about}`}`;
    if (!label.includes(this.where)) return;
    await this.report.look(label, async (say) => {
      const page = await this.visitor.page(state, say);
      try {
        if (state.media !== 'screen') await page.emulateMedia({ media: state.media });
        if (state.before) await state.before(page);
        await go(page, state.file ? this.fileAddress(path) : this.address(path), state);
        await work(page, say);
      } finally {
        await page.close();
      }
    });
  }

  /** Does `work` for each item, a few at a time. */
  async each(items, work, atOnce = AT_ONCE) {
    await each(items, work, atOnce);
  }
}

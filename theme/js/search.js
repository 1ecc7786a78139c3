// The search: drives `dialog#search`, which shell.js opens. Loaded on first use, after elasticlunr.min.js and the index
// that mdBook writes (searchindex.js), both of which are scripts, so that it works from file:// too.
(() => {
  'use strict';

  const SHOWN = 20;
  const TEASER_WORDS = 28;
  const LOOKUP = /(^|\/)(errors|symptoms|glossary|choosing)\.html/;

  // How many letters have to change to make `b` of `a`; neighbours that changed places count once. More than `limit`
  // is not counted to its end.
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > limit) return limit + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  // The words of the book, and how often it has each.
  function words(docs) {
    const found = new Map();
    for (const doc of docs) {
      for (const word of `${doc.title} ${doc.body}`.toLowerCase().match(/[a-z_][a-z0-9_]{2,}/g) ?? []) {
        found.set(word, (found.get(word) ?? 0) + 1);
      }
    }
    return found;
  }

  // The word that was probably meant: one that begins with what was typed, or else the nearest within a letter or two.
  function nearest(typed, vocabulary) {
    let limit = typed.length < 3 ? 0 : typed.length < 6 ? 1 : 2;
    let best;
    let often = 0;
    for (const [word, count] of vocabulary) {
      const apart = word.startsWith(typed) ? 0 : Math.max(1, distance(typed, word, limit));
      if (apart < limit || (apart === limit && count > often) || (apart === 0 && !best)) {
        [best, often, limit] = [word, count, apart];
      }
    }
    return best;
  }

  // The part of a text that has most of what was looked for: its words, and which of them are hits.
  function teaser(body, isHit) {
    const all = body.split(/\s+/).filter(Boolean);
    const hits = all.map(isHit);
    let start = 0;
    let most = 0;
    let count = 0;
    for (let end = 0; end < all.length; end++) {
      count += hits[end];
      if (end >= TEASER_WORDS) count -= hits[end - TEASER_WORDS];
      if (count > most) {
        most = count;
        start = Math.max(0, end + 1 - TEASER_WORDS);
      }
    }
    // The window ends with a hit; show what follows it rather than what comes long before the first.
    const first = hits.indexOf(true, start);
    start = Math.max(start, Math.min(first - 4, all.length - TEASER_WORDS), 0);
    const end = start + TEASER_WORDS;
    return {
      words: all.slice(start, end),
      hits: hits.slice(start, end),
      before: start > 0,
      after: end < all.length,
    };
  }

  // A text fragment that leads to the first hit: three to six whole words as they follow each other on the page. Where
  // they don't (between two paragraphs, say) browsers fall back to the heading before it.
  function fragment({ words, hits }) {
    const from = hits.indexOf(true);
    const phrase = [];
    for (const word of from < 0 ? [] : words.slice(from, from + 6)) {
      const plain = word.replace(/[.,;:!?]+$/, '');
      if (!/^[\p{L}\p{N}_’'-]+$/u.test(plain)) break;
      phrase.push(plain);
      if (plain !== word) break;
    }
    return phrase.length < 3 ? '' : `:~:text=${encodeURIComponent(phrase.join(' ')).replace(/-/g, '%2D')}`;
  }

  // What stands first: an entry to look up that is just what was typed, then a heading that is, then an entry whose
  // name has it. The rest is as elasticlunr weighs it.
  function rank(title, url, wanted) {
    const same = title.length === wanted.length && title.every((word, at) => word === wanted[at]);
    const named = wanted.every((stem) => title.some((word) => word.startsWith(stem)));
    const lookup = LOOKUP.test(url);
    return same ? (lookup ? 0 : 1) : lookup && named ? 2 : 3;
  }

  // "Page › Heading", without what is said twice.
  const where = (breadcrumbs) => breadcrumbs.split(' » ').filter((part, at, all) => part !== all[at - 1]).join(' › ');

  class Search {
    constructor({ index, doc_urls: urls }, elasticlunr) {
      this.elasticlunr = elasticlunr;
      this.index = elasticlunr.Index.load(index);
      this.urls = urls;
      this.docs = this.index.documentStore.docs;
      this.titles = {};
    }

    // What takes long in a large book, and only once.
    learn() {
      this.vocabulary ??= words(Object.values(this.docs));
      for (const ref of Object.keys(this.docs)) this.title(ref);
    }

    title(ref) {
      return (this.titles[ref] ??= this.stems(this.docs[ref].title));
    }

    stems(text) {
      return this.index.pipeline.run(this.elasticlunr.tokenizer(text));
    }

    isKnown(stem) {
      return this.index.getFields().some((field) => this.index.index[field].expandToken(stem).length > 0);
    }

    // Results, best first, and what was looked for instead of what was typed. Words that are everywhere, such as `the`, are
    // not in the index: a query of nothing else is `common`.
    find(query) {
      const instead = [];
      const typed = this.elasticlunr.tokenizer(query).map((token) => token.replace(/^\W+|\W+$/g, ''));
      const looked = typed.map((token) => {
        const [stem] = this.stems(token);
        if (stem === undefined || this.isKnown(stem)) return token;
        this.learn();
        const word = nearest(token, this.vocabulary);
        if (word && !word.startsWith(token)) instead.push([token, word]);
        return word ?? token;
      });
      const fields = { title: { boost: 2 }, body: { boost: 1 }, breadcrumbs: { boost: 1 } };
      const search = (bool) => this.index.search(looked.join(' '), { fields, bool, expand: true });
      let found = search('AND');
      const some = found.length === 0 && looked.length > 1;
      if (some) found = search('OR');
      const wanted = this.stems(looked.join(' '));
      const isHit = (word) => {
        const [stem] = this.stems(word);
        return stem !== undefined && wanted.some((part) => stem.startsWith(part));
      };
      const results = found
        .map(({ ref, score }) => {
          const url = this.urls[ref];
          return { doc: this.docs[ref], score, url, rank: rank(this.title(ref), url, wanted) };
        })
        .sort((a, b) => a.rank - b.rank || b.score - a.score);
      const common = typed.length > 0 && wanted.length === 0;
      return { results, instead, some: some && results.length > 0, common, isHit };
    }
  }

  if (typeof module === 'object') {
    module.exports = { distance, words, nearest, teaser, fragment, rank, where, Search };
    return;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const root = document.documentElement.dataset.root ?? '';
  const dialog = document.querySelector('dialog#search');
  const input = dialog.querySelector('input');
  const status = dialog.querySelector('.search-status');
  const list = dialog.querySelector('.search-results');
  let search;

  function result({ doc, url }, isHit) {
    const part = teaser(doc.body, isHit);
    const text = element('span', { class: 'search-teaser' });
    if (part.before) text.append('… ');
    part.words.forEach((word, at) => text.append(part.hits[at] ? element('mark', {}, word) : word, ' '));
    if (part.after) text.append('…');
    const [path, id = ''] = url.split('#');
    return element('li', {}, element(
      'a', { href: `${root}${path}#${id}${fragment(part)}` },
      element('span', { class: 'search-where' }, where(doc.breadcrumbs)), text,
    ));
  }

  function show() {
    const query = input.value.trim();
    list.replaceChildren();
    if (query.length < 2) {
      status.textContent = '';
      return;
    }
    const { results, instead, some, common, isHit } = search.find(query);
    if (common) {
      status.textContent = `“${query}” is nearly everywhere; add a word that is not.`;
      return;
    }
    list.append(...results.slice(0, SHOWN).map((found) => result(found, isHit)));
    const said = instead.map(([typed, word]) => `No match for “${typed}”; showing “${word}”.`);
    if (some) said.push('No section has all of these words; showing those with some.');
    const count = results.length === 1 ? '1 result' : `${results.length} results`;
    said.push(results.length > SHOWN ? `${count}, the first ${SHOWN} shown.`
      : results.length ? `${count}.` : `Nothing found for “${query}”.`);
    status.textContent = said.join(' ');
  }

  function keys(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (key === 'Enter' && event.target === input) {
      list.querySelector('a')?.click();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const stops = [input, ...list.querySelectorAll('a')];
      const at = stops.indexOf(event.target);
      if (at < 0) return;
      stops[at + (key === 'ArrowDown' ? 1 : -1)]?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  function fill() {
    search = new Search(window.search, window.elasticlunr);
    (window.requestIdleCallback ?? setTimeout)(() => search.learn());
    input.addEventListener('input', show);
    dialog.addEventListener('keydown', keys);
    // A result on this very page doesn't load another.
    list.addEventListener('click', (event) => event.target.closest('a') && dialog.close());
  }

  window.bookSearch = {
    // What was typed while this was loading is looked for now.
    start() {
      if (search) return;
      fill();
      show();
    },
  };
})();

// What the page around the text does: the bar's menus and dialogs, the contents, keys, and a button on each program to
// copy it. Deferred: the page is there and can be read before this runs.
(() => {
  'use strict';
  const { chosen, choose, showTheme, showContents, wide } = window.bookShell;
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  /** Said by a screen reader. */
  const say = (words) => { find('.said').textContent = words; };

  // The theme

  const themes = all('#theme-menu button');
  const markTheme = () => {
    const theme = root.dataset.theme ?? '';
    for (const button of themes) button.setAttribute('aria-pressed', String(button.dataset.theme === theme));
  };
  for (const button of themes) {
    button.addEventListener('click', () => {
      choose('book-theme', button.dataset.theme);
      showTheme(button.dataset.theme);
      markTheme();
      find('#theme-menu').hidePopover?.();
    });
  }
  markTheme();

  // The contents: beside the text where there is room, over it where there isn't

  const toggle = find('#contents-toggle');
  const contents = find('#contents');
  const page = find('.page');
  const isOpen = () => root.dataset.contents === 'open';
  /** Over the text, the contents are all that can be reached, but for the bar. */
  const markContents = () => {
    toggle.setAttribute('aria-expanded', String(isOpen()));
    page.inert = isOpen() && !wide.matches;
  };
  const setContents = (open) => {
    root.dataset.contents = open ? 'open' : 'closed';
    markContents();
    if (wide.matches) return choose('book-contents', open ? '' : 'closed');
    if (open) (contents.querySelector('[aria-current]') ?? contents.querySelector('a')).focus();
    else if (contents.contains(document.activeElement)) toggle.focus();
  };
  /** The current page in the middle, unless it can be seen without. */
  const showCurrent = () => {
    const current = contents.querySelector('[aria-current]');
    if (!current || !isOpen()) return;
    const [outer, inner] = [contents.getBoundingClientRect(), current.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      contents.scrollTop += inner.top - outer.top - outer.height / 2;
    }
  };
  toggle.addEventListener('click', () => { setContents(!isOpen()); showCurrent(); });
  contents.addEventListener('click', (event) => {
    // A heading of this page: the reader wants to see it.
    if (event.target.closest('a[href^="#"]') && !wide.matches) setContents(false);
  });
  document.addEventListener('pointerdown', (event) => {
    if (isOpen() && !wide.matches && !event.target.closest('#contents, .bar')) setContents(false);
  });
  wide.addEventListener('change', () => { showContents(); markContents(); });
  markContents();
  showCurrent();

  // Dialogs

  for (const dialog of all('dialog')) {
    // The dialog is hit itself only beside what is in it.
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  }
  const openHelp = () => find('#help').showModal();
  find('#help-open').addEventListener('click', openHelp);

  // Search is loaded when it is first wanted: its index is larger than a page.

  const load = (src) => new Promise((loaded, failed) => {
    const script = document.createElement('script');
    Object.assign(script, { src, onload: loaded, onerror: failed });
    document.head.append(script);
  });
  let searchReady;
  const openSearch = async () => {
    // Open at once: nobody waits for the index before typing.
    find('#search').showModal();
    find('#search input').select();
    // mdBook's index adds itself to what is there.
    window.search ??= {};
    searchReady ??= root.dataset.search.split(' ').reduce((before, src) => before.then(() => load(src)), Promise.resolve());
    try {
      await searchReady;
      window.bookSearch.start();
    } catch {
      searchReady = undefined;
      find('.search-status').textContent = 'The search could not be loaded.';
    }
  };
  const searchButton = find('#search-open');
  searchButton?.addEventListener('click', openSearch);

  // Keys. One character is a shortcut only while the focus is on nothing that may want it for itself, and the reader
  // can turn all of them off: who speaks to the machine sends letters too.

  const keysOn = find('#keys-on');
  keysOn.checked = chosen('book-keys') !== 'off';
  keysOn.addEventListener('change', () => choose('book-keys', keysOn.checked ? '' : 'off'));
  const OWN_KEYS = 'pre, code, table, .table-wrapper, figure, input, select, textarea, summary, dialog, [contenteditable], [popover]';
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && isOpen() && !wide.matches) return setContents(false);
    if (!keysOn.checked || find('dialog[open]') || event.target.closest?.(OWN_KEYS)) return;
    const act = {
      '/': searchButton && openSearch,
      s: searchButton && openSearch,
      '?': openHelp,
      ArrowLeft: turn('prev', event),
      ArrowRight: turn('next', event),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  function turn(direction, event) {
    const link = find(`.turn a[rel="${direction}"]`);
    const idle = document.activeElement === document.body || document.activeElement === null;
    return link && idle && !event.shiftKey ? () => link.click() : undefined;
  }

  // Programs and commands can be copied

  const COPIED = 2000;
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return 'Copied';
    } catch {
      // Without a secure connection only the reader may copy.
      getSelection().selectAllChildren(code);
      return 'Press Ctrl+C';
    }
  };
  const LANGUAGES = ['rust', 'sh', 'toml'].map((language) => `pre > code.language-${language}`).join();
  for (const code of all(`main :is(${LANGUAGES})`)) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'copy', textContent: 'Copy' });
    button.addEventListener('click', async () => {
      const result = await copy(code);
      button.textContent = result;
      say(result);
      setTimeout(() => { button.textContent = 'Copy'; say(''); }, COPIED);
    });
    // Before the code, where the keyboard comes by on its way down, and over its corner, so that nothing moves.
    code.before(button);
  }

  // What scrolls sideways can be reached and scrolled by keyboard, and has a name; what doesn't is no stop on the way.

  const NAMES = { PRE: 'Program', CODE: 'Program', DIV: 'Table' };
  const markScrolling = (element) => {
    const scrolls = element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX);
    const name = NAMES[element.tagName] ?? 'Text';
    const attributes = { tabindex: '0', role: 'group', 'aria-label': `${name}, scrolls sideways` };
    for (const [key, value] of Object.entries(attributes)) {
      if (scrolls) element.setAttribute(key, value); else element.removeAttribute(key);
    }
  };
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => markScrolling(target)));
  for (const element of all('main :is(pre, pre > code, .table-wrapper)')) sizes.observe(element);

  // Folds: open for a fragment within, and on paper

  const fragment = () => {
    try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return null; }
  };
  const reveal = () => {
    const target = fragment();
    let fold = target?.closest('details:not([open])');
    if (!fold) return;
    for (; fold; fold = fold.parentElement.closest('details:not([open])')) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);

  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('main details:not([open])').map((fold) => ({ fold, name: fold.name }));
    // Of those with one name, only one may be open.
    for (const { fold } of folded) fold.removeAttribute('name');
    for (const { fold } of folded) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const { fold, name } of folded) {
      fold.open = false;
      if (name) fold.name = name;
    }
    folded = [];
  });
  find('#print-now')?.addEventListener('click', () => window.print());

  // Addresses

  /** Places that have moved to other pages: mdBook's redirects from a fragment. */
  const moved = root.dataset.fragments && JSON.parse(root.dataset.fragments)[location.hash];
  if (moved) location.replace(new URL(moved, location.href)); else reveal();

  // The page for what is not found has a <base>: a link to a place on this page would lead to another.
  if (find('base')) {
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (!link) return;
      event.preventDefault();
      location.hash = link.hash;
    });
  }

  // Another window may have changed the theme, and a page that is taken back from the cache didn't hear of it.

  const refresh = () => { showTheme(chosen('book-theme')); markTheme(); };
  addEventListener('storage', refresh);
  addEventListener('pageshow', (event) => { if (event.persisted) refresh(); });

  // A served book is loaded again when it has changed: `cargo book serve` sends events, `mdbook serve` a message.

  const { reload } = root.dataset;
  if (reload?.endsWith('/event-stream')) {
    const events = new EventSource(`/${reload}`);
    let lost = false;
    events.addEventListener('error', () => { lost = true; });
    // A server that is back may have another book.
    events.addEventListener('init', () => { if (lost) location.reload(); });
    events.addEventListener('reload', () => location.reload());
  } else if (reload) {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/${reload}`);
    socket.addEventListener('message', ({ data }) => { if (data === 'reload') location.reload(); });
  }
})();

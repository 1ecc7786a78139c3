// Runs before the first paint, and so does only what would be seen to change afterwards: which theme, whether the
// contents are open, which fonts. The first two are attributes of <html>, which shell.css reads.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');
  // For fonts.css: from disk, no font is there in time.
  if (location.protocol === 'file:') root.dataset.disk = '';

  /** What the reader chose; nothing if they did not, or where the browser keeps nothing. */
  const chosen = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const choose = (key, value) => {
    try {
      if (value) localStorage.setItem(key, value); else localStorage.removeItem(key);
    } catch { /* The choice holds until the page is left. */ }
  };

  /** `light`, `dark`, or anything else for the system's. */
  const showTheme = (theme) => {
    const forced = theme === 'light' || theme === 'dark';
    if (forced) root.dataset.theme = theme; else delete root.dataset.theme;
    for (const meta of document.querySelectorAll('meta[data-scheme]')) {
      const { scheme } = meta.dataset;
      if (forced) meta.media = scheme === theme ? 'all' : 'not all';
      else meta.media = `(prefers-color-scheme: ${scheme})`;
    }
  };

  /** As wide as shell.css has the contents beside the text. */
  const wide = matchMedia('(min-width: 64rem)');
  const showContents = () => {
    const open = wide.matches && chosen('book-contents') !== 'closed';
    root.dataset.contents = open ? 'open' : 'closed';
  };

  // The fonts are asked for before the sheet that names them has been read. Not by the page itself: from a file the
  // browser refuses such a link, and says so.
  for (const font of document.currentScript.dataset.fonts.split(' ')) {
    if (!font || location.protocol === 'file:') continue;
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: '', href: font });
    document.head.append(link);
  }

  showTheme(chosen('book-theme'));
  showContents();
  window.bookShell = { chosen, choose, showTheme, showContents, wide };
})();

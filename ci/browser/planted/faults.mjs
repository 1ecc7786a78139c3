// What must be found. Each entry is one fault: in `file` of planted/book, which has none, the text `from` is
// replaced by `to`; then the check must say a line with `what` in it, in a look whose description has
// `where` in it. The check is given the page that was changed, or threads.html where no page was; with `all`,
// every page.

const PAGE = 'threads.html';
const TEXT = '<p>Nothing follows.</p>';

const change = (check, where, what, file, from, to, more) => ({ check, where, what, file, from, to, ...more });
/** One more thing on the page. */
const more = (check, where, what, html) => change(check, where, what, PAGE, TEXT, html);
/** One more rule for its looks. */
const rule = (check, where, what, css) => change(check, where, what, 'book.css', ':root {\n', `${css}\n:root {\n`);

const POLICY = [
  more('policy', '', 'console: Executing inline script violates', '<script>document.title = "x";</script>'),
  more('policy', '', '404 for', '<img src="missing.png" alt="">'),
  more('policy', '', 'a request to a third party', '<img src="https://third-party.invalid/x.png" alt="">'),
  change('policy', '', 'script: planted', 'book.js', 'const root', 'setTimeout(() => { throw new Error("planted"); });\nconst root'),
  change('policy', '', 'console: planted', 'book.js', 'const root', 'console.error("planted");\nconst root'),
  change('policy', 'search open with results', 'console: planted', 'search.js', 'open() {', 'open() { console.error("planted");'),
  change('policy', 'another theme', 'script: planted', 'book.js', 'if (theme) root', 'if (theme) throw new Error("planted");\n  if (theme) root'),
  change('policy', 'figures used', 'console: planted', 'book.js', 'const show =', 'figure.addEventListener("click", () => console.error("planted"));\n  const show ='),
];

const SIDEWAYS = [
  more('sideways', '320 px', '<p.wide> sticks out by', '<style>body { overflow-x: hidden }</style><p class="wide" style="width: 2000px">Too wide, and hidden by the body.</p>'),
  more('sideways', '768 px', '<p.wide> sticks out by', '<style>@media (min-width: 700px) { .wide { width: 1000px } }</style><p class="wide">Too wide.</p>'),
  change('sideways', '390 px', 'is under <header.bar> after a jump to it', 'book.css', '  scroll-padding-block-start: 8rem;\n', ''),
];

const WEIGHT = [
  change('weight', '', 'of script, of', 'book.js', 'const root', `// ${noise(60_000)}\nconst root`),
  change('weight', '', 'weighs', 'book.css', ':root', `/* ${noise(220_000)} */\n:root`),
  more('weight', '', 'requests of 18', Array.from({ length: 16 }, (_, index) => `<img src="favicon.svg?${index}" alt="">`).join('')),
  change('weight', '', 'searchindex.js before anyone searches', PAGE, '<script src="boot.js">', '<script src="searchindex.js" defer></script>\n<script src="boot.js">'),
  change('weight', '', '3 files of 2 block the first paint', PAGE, '<script src="book.js" defer>', '<script src="book.js">'),
  change('weight', '', 'search loads no index that this check knows', PAGE, 'data-search="searchindex.js search.js"', 'data-search="boot.js"'),
];

const TINY = 'style="block-size: 10px; min-block-size: 0; inline-size: 10px; padding: 0"';
const GREY = 'color: #888; background: #999';
const AXE = [
  rule('axe', '1280 px, light', 'axe color-contrast', 'main p { color: light-dark(#aaa, #e3e5e8) }'),
  rule('axe', '1280 px, dark', 'axe color-contrast', 'main p { color: light-dark(#1d1f23, #444) }'),
  rule('axe', '390 px, dark', 'axe color-contrast', '@media (max-width: 400px) { main p { color: light-dark(#1d1f23, #444) } }'),
  more('axe', '390 px, light', 'axe target-size', `<button ${TINY}>a</button><button ${TINY}>b</button>`),
  more('axe', '1280 px, light', 'axe heading-order', '<h5>Too deep</h5>'),
  change('axe', 'search open with results', 'axe label', 'search.js', '<label>Search the book <input type="search"></label>', '<input type="search">'),
  change('axe', 'search open without results', 'axe color-contrast', 'search.js', '${found.length} results`', '${found.length} results`;\n        dialog.querySelector("p").style = found.length ? "" : "color: #888"'),
  change('axe', 'theme menu open', 'axe button-name', PAGE, 'aria-pressed="true">Automatic', 'aria-pressed="true">'),
  change('axe', 'help open', 'axe image-alt', PAGE, '<h2 id="help-title">', '<img src="favicon.svg"><h2 id="help-title">'),
  rule('axe', 'contents open', 'axe color-contrast', `.js.contents-open #contents a { ${GREY} }`),
  rule('axe', 'without script', 'axe color-contrast', `html:not(.js) p { ${GREY} }`),
  rule('axe', 'its figures', 'figure 1 at its end: axe color-contrast', `li:last-child[data-now] { ${GREY} }`),
  rule('axe', 'its figures', 'figure 1 in the middle: axe color-contrast', `li:nth-child(2)[data-now] { ${GREY} }`),
  change('axe', 'screen', 'axe html-has-lang', 'print.html', '<html lang="en"', '<html'),
  change('axe', 'on paper', 'axe color-contrast', 'print.html', '<link rel="stylesheet"', `<style>@media print { p { ${GREY} } }</style>\n<link rel="stylesheet"`),
  change('axe', '404.html', 'axe html-has-lang', '404.html', '<html lang="en"', '<html'),
];

export const FAULTS = [...POLICY, ...SIDEWAYS, ...WEIGHT, ...AXE];

/** Text that can't be compressed much. The same each time. */
function noise(length) {
  let seed = 1;
  let text = '';
  while (text.length < length) {
    seed = (seed * 48_271) % 2_147_483_647;
    text += seed.toString(36);
  }
  return text;
}

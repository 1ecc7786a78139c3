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
  more('sideways', '', 'at 320 px: <p.wide> sticks out by', '<style>body { overflow-x: hidden }</style><p class="wide" style="width: 2000px">Too wide, and hidden by the body.</p>'),
  more('sideways', '', 'at 768 px: <p.wide> sticks out by', '<style>@media (min-width: 700px) { .wide { width: 1000px } }</style><p class="wide">Too wide.</p>'),
  more('sideways', '', '"a long name" and "4.3 ns" lie one over the other', '<svg width="90" height="20"><text y="15">a long name</text><text x="100%" y="15" text-anchor="end">4.3 ns</text></svg>'),
  change('sideways', '', 'is under <header.bar> after a jump to it', 'book.css', '  scroll-padding-block-start: 8rem;\n', ''),
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
  rule('axe', '1280 px, light, and dark', 'and dark: axe color-contrast', 'main p { color: light-dark(#aaa, #e3e5e8) }'),
  rule('axe', '1280 px, light, and dark', 'in the dark: axe color-contrast', 'main p { color: light-dark(#1d1f23, #444) }'),
  rule('axe', '390 px, light, and dark', 'in the dark: axe color-contrast', '@media (max-width: 400px) { main p { color: light-dark(#1d1f23, #444) } }'),
  more('axe', '390 px, light, and dark', 'axe target-size', `<button ${TINY}>a</button><button ${TINY}>b</button>`),
  more('axe', '1280 px, light, and dark', 'axe heading-order', '<h5>Too deep</h5>'),
  change('axe', 'search open with results', 'axe label', 'search.js', '<label>Search the book <input type="search"></label>', '<input type="search">'),
  change('axe', 'search open without results', 'axe color-contrast', 'search.js', '${found.length} results`', '${found.length} results`;\n        dialog.querySelector("p").style = found.length ? "" : "color: #888"'),
  change('axe', 'theme menu open', 'axe button-name', PAGE, 'aria-pressed="true">Automatic', 'aria-pressed="true">'),
  change('axe', 'help open', 'axe image-alt', PAGE, '<h2 id="help-title">', '<img src="favicon.svg"><h2 id="help-title">'),
  rule('axe', 'contents open', 'axe color-contrast', `.js.contents-open #contents a { ${GREY} }`),
  rule('axe', 'without script', 'axe color-contrast', `html:not(.js) p { ${GREY} }`),
  change('axe', 'its figures', 'figure 2 at its end: axe color-contrast', 'book.js', '`all ${steps.length} steps`;', '`all ${steps.length} steps`;\n    figure.querySelector("output").style = at === 0 ? "color: #888" : ""'),
  rule('axe', 'its figures', 'figure 1 in the middle: axe color-contrast', `tr:nth-child(2)[data-now] { ${GREY} }`),
  change('axe', 'on the screen', 'axe html-has-lang', 'print.html', '<html lang="en"', '<html'),
  change('axe', 'on paper', 'on paper: axe color-contrast', 'print.html', '<link rel="stylesheet"', `<style>@media print { p { ${GREY} } }</style>\n<link rel="stylesheet"`),
  change('axe', '404.html', 'axe html-has-lang', '404.html', '<html lang="en"', '<html'),
];

const HTML = [
  more('html', '', 'Stray end tag “em”', '<p>One</em></p>'),
  change('html', '', 'Section lacks heading', PAGE, TEXT, '<section><p>A warning is enough.</p></section>'),
];

const META = [
  change('meta', '', 'has no title', PAGE, 'Threads - A sound book</title>', '</title>'),
  change('meta', '', 'has no description', PAGE, 'name="description" content="A thread runs by itself until it ends."', 'name="description" content=""'),
  change('meta', '', 'characters of 160', PAGE, 'name="description" content="', `name="description" content="${'long '.repeat(30)}`),
  change('meta', '', 'has the description of', PAGE, 'name="description" content="A thread runs by itself until it ends."', 'name="description" content="What the planted faults are planted in."', { all: true }),
  change('meta', '', 'has the title of', PAGE, '<title>Threads - A', '<title>A', { all: true }),
  change('meta', '', 'canonical addresses that are absolute', PAGE, 'href="http://localhost:3000/threads.html"', 'href="threads.html"'),
  change('meta', '', 'its canonical address is', PAGE, 'href="http://localhost:3000/threads.html"', 'href="http://localhost:3000/thread.html"'),
  change('meta', '', 'has no og:title', PAGE, 'og:title', 'og:headline'),
  change('meta', '', 'og:image is not in the book', PAGE, 'social/card.png', 'social/gone.png'),
  change('meta', '', 'og:image is not absolute', PAGE, 'http://localhost:3000/social/card.png', 'social/card.png'),
  change('meta', '', 'is not noindex', 'print.html', 'noindex', 'all'),
  change('meta', '', 'lacks threads.html', 'sitemap.xml', '<url><loc>http://localhost:3000/threads.html</loc></url>\n', '', { all: true }),
  change('meta', '', 'lists http://localhost:3000/print.html', 'sitemap.xml', '</urlset>', '<url><loc>http://localhost:3000/print.html</loc></url>\n</urlset>', { all: true }),
];

const LATE_SCRIPT = "const banner = document.createElement('p');\nbanner.textContent = 'Hello';\nbanner.style = 'block-size: 200px';\none('main').prepend(banner);\n";
const SHIFT = [
  change('shift', '1280 px, light', 'shifts by', 'book.js', 'let loaded;', `${LATE_SCRIPT}let loaded;`),
  change('shift', 'search opened by its key', 'shifts by', 'book.js', 'search.showModal();', "search.showModal();\n  one('main').style.paddingBlockStart = '300px';"),
  change('shift', 'help opened by its key', 'shifts by', 'book.js', "if (event.key === '?') help.showModal();", "if (event.key === '?') {\n    help.showModal();\n    one('main').style.paddingBlockStart = '300px';\n  }"),
  rule('shift', '390 px, light, contents opened', 'shifts by', '@media (max-width: 60rem) { .js.contents-open .page { margin-block-start: 15rem } }'),
];

const NOSCRIPT = [
  rule('noscript', 'dark', 'is not dark on a dark system', 'html:not(.js) { color-scheme: light !important }'),
  rule('noscript', 'light', 'is not light on a light system', 'html:not(.js) { color-scheme: dark !important }'),
  rule('noscript', '1280 px', 'the contents are hidden', 'html:not(.js) :is(#contents, a[href="#contents"]) { display: none }'),
  change('noscript', '1280 px', 'nav#contents has no links', PAGE, '<nav id="contents"', '<nav id="menu"'),
  rule('noscript', '1280 px', 'a program is not highlighted', 'pre span { color: inherit !important }'),
  rule('noscript', '1280 px', 'a control that does nothing is shown: Search', 'html:not(.js) #search-open { display: inline !important }'),
  rule('noscript', '1280 px', '1 of 2 figures are not whole', 'html:not(.js) step-figure:nth-of-type(2) { block-size: 10px; overflow: hidden }'),
  rule('noscript', '390 px', 'a click does not open', 'details::details-content, summary { pointer-events: none }'),
  change('noscript', '390 px', 'a link of the contents does not lead to', 'book.css', ':root {', '#contents a { pointer-events: none }\n:root {'),
];

const FILE = [
  change('file', '1280 px, light', 'begins at the root', PAGE, '<a class="title" href="index.html">', '<a class="title" href="/index.html">'),
  change('file', 'search used', 'console:', 'book.js', "const openSearch = () => {", "const openSearch = () => {\n  fetch('searchindex.js').catch(() => console.error('no fetch'));"),
  change('file', 'search used', 'finds nothing', 'search.js', 'words.includes', "location.protocol !== 'file:' && words.includes"),
  change('file', 'theme kept', 'the next page has the theme', 'boot.js', "if (chosen)", "if (chosen && location.protocol !== 'file:')"),
  change('file', 'figures used', 'changes nothing', 'book.js', 'next: at + 1', "next: location.protocol === 'file:' ? at : at + 1"),
];

const PRINT = [
  rule('print', '', 'the background is not white', '@media print { html body { background: #222 } }'),
  rule('print', '', 'the text is not dark', '@media print { html body { color: #aaa } }'),
  rule('print', '', 'dark chosen: the text is not dark', '@media print { html[data-theme="dark"] body { color: #aaa } }'),
  rule('print', '', '<button.copy> is printed', '@media print { html button.copy { display: inline !important } }'),
  rule('print', '', 'stays folded', '@media print { html details:not(x)::details-content { content-visibility: hidden !important } }'),
  more('print', '', 'is cut off at the edge', `<pre tabindex="0" style="white-space: pre">${'wide '.repeat(60)}</pre>`),
  more('print', '', 'sticks out by', '<p style="width: 900px">Wider than paper.</p>'),
];

const MOTION = [
  rule('motion', '', 'has a transition of 0.2s', 'summary { transition: color 0.2s }'),
  rule('motion', '', '::before has an animation of', '@keyframes turn { to { rotate: 1turn } }\nsummary::before { content: "x"; animation: turn 1s infinite }'),
  rule('motion', '', 'scrolls smoothly', 'html { scroll-behavior: smooth }'),
];

const KEYBOARD = [
  change('keyboard', 'the first two tabs', 'the first Tab reaches', PAGE, '<a class="skip" href="#content">Skip to the text</a>', ''),
  rule('keyboard', 'the first two tabs', 'the skip link is not in sight', '.skip:focus { inset-block-start: -9rem !important }'),
  change('keyboard', 'the first two tabs', 'goes on outside #content', 'book.js', 'let loaded;', "one('.skip').addEventListener('click', (event) => { event.preventDefault(); });\nlet loaded;"),
  rule('keyboard', '1280 px, light, walked', 'looks the same with the focus and without', 'summary:focus-visible { outline: none !important }'),
  rule('keyboard', '390 px, light, walked', 'when it has the focus', '@media (max-width: 60rem) { .js #contents { display: block !important; position: absolute; left: -50rem } }'),
  more('keyboard', '1280 px, light, walked', 'Tab never reaches', '<span role="button">Not in the order of tabs</span>'),
  change('keyboard', '1280 px, light, walked', 'Tab never reaches', 'book.js', 'let loaded;', "one('summary').addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); });\nlet loaded;"),
  more('keyboard', '1280 px, light, walked', 'is covered by <div.lid>', '<div style="position: relative"><a href="#end">Under a lid</a><div class="lid" style="position: absolute; inset: 0"></div></div>'),
  change('keyboard', 'arrow keys in a program', 'ArrowRight turns the page while a program', 'book.js', "if (document.activeElement !== document.body ||", "if (!document.activeElement.matches('body, pre') ||"),
  change('keyboard', 'arrow keys in a figure', 'ArrowLeft turns the page while a figure', 'book.js', "if (document.activeElement !== document.body ||", "if (!document.activeElement.matches('body, step-figure *') ||"),
  change('keyboard', 'arrow keys in a table', 'ArrowLeft turns the page while a table', 'book.js', "if (document.activeElement !== document.body ||", "if (!document.activeElement.matches('body, .table') ||"),
  change('keyboard', 'arrow keys in a program', "a program can't have the focus", PAGE, '<pre tabindex="0">', '<pre>'),
  change('keyboard', 'arrow keys', 'ArrowRight turns the page while the search is open', 'book.js', "if (document.activeElement !== document.body ||", "if (!document.activeElement.matches('body, dialog *') ||"),
  change('keyboard', 'arrow keys', 'Shift+ArrowRight turns the page', 'book.js', 'turn && !event.shiftKey &&', 'turn &&'),
  change('keyboard', 'arrow keys', 'ArrowLeft on the body does not go to', 'book.js', "ArrowLeft: 'prev'", "ArrowUp: 'prev'"),
  change('keyboard', 'search by keyboard', 'Escape does not close the search', 'book.js', 'let loaded;', "search.addEventListener('cancel', (event) => event.preventDefault());\nlet loaded;"),
  change('keyboard', 'help by keyboard', 'Enter on #help-open does not open', 'book.js', "one('#help-open').addEventListener('click'", "one('#help-open').addEventListener('dblclick'"),
  change('keyboard', 'help by keyboard', 'the key ? does not open', 'book.js', "event.key === '?'", "event.key === 'h'"),
  change('keyboard', 'contents by keyboard', 'after Escape the focus is not on', 'book.js', 'toggle.focus();', 'toggle.blur();'),
  change('keyboard', 'search by keyboard', 'the search opens without the focus', 'book.js', 'search.showModal();\n', 'search.show();\n    document.activeElement.blur();\n    return;\n'),
];

const COPY = [
  change('copy', '', 'is not what is shown', 'book.js', "querySelector('code').textContent", "querySelector('code').textContent.toUpperCase()"),
  change('copy', '', 'what is copied is not in', PAGE, 'thread::spawn(||', 'thread::spawn(move ||'),
  change('copy', '', 'has 0 copy buttons', PAGE, 'class="copy with-script" aria-label="Copy this program">Copy<', 'class="clone with-script">Clone<'),
  change('copy', '', 'there is no code/threads/examples/gone.rs', PAGE, 'code/threads/examples/join.rs', 'code/threads/examples/gone.rs'),
];

const LIGHTHOUSE = [
  change('lighthouse', PAGE, 'seo is', PAGE, '<meta name="description" content="A thread runs by itself until it ends.">', ''),
];

export const FAULTS = [
  HTML, META, POLICY, SIDEWAYS, WEIGHT, SHIFT, NOSCRIPT, FILE, PRINT, MOTION, KEYBOARD, COPY, AXE, LIGHTHOUSE,
].flat();

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

const root = document.documentElement;
const one = (selector) => document.querySelector(selector);
const search = one('#search');
const help = one('#help');
const toggle = one('#contents-toggle');
const contents = one('#contents');
const narrow = matchMedia('(max-width: 60rem)');

const showContents = (shown) => {
  root.classList.toggle('contents-open', shown);
  toggle.setAttribute('aria-expanded', shown);
};
showContents(false);
toggle.setAttribute('aria-expanded', !narrow.matches);
toggle.addEventListener('click', () => showContents(!root.classList.contains('contents-open')));

let loaded;
const load = () => loaded ??= root.dataset.search.split(' ').reduce((before, file) => before.then(() => new Promise((done) => {
  const script = document.createElement('script');
  script.src = root.dataset.root + file;
  script.onload = done;
  document.head.append(script);
})), Promise.resolve());
const openSearch = () => {
  load().then(() => {
    search.showModal();
    window.bookSearch.open();
  });
};
one('#search-open').addEventListener('click', openSearch);
one('#help-open').addEventListener('click', () => help.showModal());

const dress = () => {
  for (const button of document.querySelectorAll('#theme-menu button')) {
    button.setAttribute('aria-pressed', button.dataset.theme === (root.dataset.theme ?? ''));
  }
};
dress();
one('#theme-menu').addEventListener('click', ({ target }) => {
  const { theme } = target.dataset;
  if (theme === undefined) return;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  if (theme) localStorage.setItem('book-theme', theme);
  else localStorage.removeItem('book-theme');
  dress();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && root.classList.contains('contents-open')) {
    showContents(false);
    toggle.focus();
  }
  if (document.activeElement !== document.body || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === '/' || event.key === 's') {
    event.preventDefault();
    openSearch();
  }
  if (event.key === '?') help.showModal();
  const turn = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  const link = turn && !event.shiftKey && one(`a[rel=${turn}]`);
  if (link) location.assign(link.href);
});

for (const button of document.querySelectorAll('.copy')) {
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent);
  });
}

for (const figure of document.querySelectorAll('step-figure')) {
  const steps = [...figure.querySelectorAll('tbody tr')];
  let at = 0;
  const show = (wanted) => {
    at = Math.max(0, Math.min(steps.length, wanted));
    steps.forEach((step, index) => step.toggleAttribute('data-now', index === at - 1));
    figure.querySelector('output').textContent = at ? `step ${at} of ${steps.length}` : `all ${steps.length} steps`;
  };
  figure.addEventListener('click', ({ target }) => {
    const to = { first: 1, back: at - 1, next: at + 1, all: 0 }[target.dataset.go];
    if (to !== undefined) show(to);
  });
  show(0);
}

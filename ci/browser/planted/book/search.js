window.bookSearch = {
  open() {
    const dialog = document.querySelector('#search');
    if (!dialog.firstChild) {
      dialog.innerHTML = '<label>Search the book <input type="search"></label><p role="status"></p><ul></ul>'
        + '<form method="dialog"><button>Close</button></form>';
      dialog.querySelector('input').addEventListener('input', ({ target }) => {
        const found = window.search.filter(({ words }) => target.value && words.includes(target.value));
        dialog.querySelector('[role=status]').textContent = `${found.length} results`;
        dialog.querySelector('ul').replaceChildren(...found.map(({ href, title }) => {
          const item = document.createElement('li');
          const link = document.createElement('a');
          link.href = document.documentElement.dataset.root + href;
          link.textContent = title;
          item.append(link);
          return item;
        }));
      });
    }
    dialog.querySelector('input').focus();
  },
};

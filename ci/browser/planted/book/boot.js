// Before the first paint: that there are scripts, and which theme was chosen.
document.documentElement.classList.add('js');
try {
  const chosen = localStorage.getItem('book-theme');
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // No storage: the system's theme.
}

window.search = [
  { href: 'threads.html', title: 'Threads', words: 'thread join spawn' },
  { href: 'appendix/glossary.html#join', title: 'join, in the glossary', words: 'join' },
];

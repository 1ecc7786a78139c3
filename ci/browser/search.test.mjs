// The parts of the search that need no page: `node --test ci/browser/search.test.mjs`.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';

const { distance, words, nearest, teaser, fragment, rank, where, Search } = createRequire(import.meta.url)('../../theme/js/search.js');

test('a distance counts letters, and neighbours that changed places once', () => {
  assert.equal(distance('deadlok', 'deadlock', 2), 1);
  assert.equal(distance('atmoic', 'atomic', 2), 1);
  assert.equal(distance('futex', 'mutex', 2), 1);
  assert.equal(distance('kitten', 'sitting', 3), 3);
  assert.equal(distance('thread', 'thread', 2), 0);
  // Not counted to the end.
  assert.equal(distance('kitten', 'sitting', 2), 3);
  assert.equal(distance('a', 'abcdef', 2), 3);
});

test('the word that was meant is near, and often used', () => {
  const vocabulary = words([
    { title: 'Deadlock', body: 'A deadlock. The mutex, the futex and the mutex. E0373' },
    { title: 'Starvation', body: 'x1 = it; a_name' },
  ]);
  assert.equal(vocabulary.get('deadlock'), 2);
  assert.deepEqual([vocabulary.has('e0373'), vocabulary.has('a_name'), vocabulary.has('it')], [true, true, false]);
  assert.equal(nearest('deadlok', vocabulary), 'deadlock');
  assert.equal(nearest('gutex', vocabulary), 'mutex');
  assert.equal(nearest('starvati', vocabulary), 'starvation');
  assert.equal(nearest('zzzzzz', vocabulary), undefined);
  assert.equal(nearest('zz', vocabulary), undefined);
});

test('a teaser shows the part with most hits', () => {
  const body = `hit ${'word '.repeat(60)}before it hit and hit ${'word '.repeat(60)}`;
  const shown = teaser(body, (word) => word === 'hit');
  assert.equal(shown.words.length, 28);
  assert.deepEqual(shown.hits.filter(Boolean).length, 2);
  assert.ok(shown.before && shown.after);
  assert.equal(shown.words[4], 'hit');
  // Without a hit (the title has it), the beginning.
  const start = teaser('one two three', () => false);
  assert.deepEqual([start.words.join(' '), start.before, start.after], ['one two three', false, false]);
});

test('a text fragment is whole words as they follow each other, or nothing', () => {
  const of = (text) => fragment(teaser(text, (word) => word.startsWith('hit')));
  assert.equal(of('a hit in-the text here. More'), ':~:text=hit%20in%2Dthe%20text%20here');
  assert.equal(of('a hit, then more'), '');
  assert.equal(of('a hit (then) more'), '');
  assert.equal(of('a hit at'), '');
  assert.equal(of('no such word'), '');
});

test('entries to look up come first, then headings', () => {
  const lock = ['lock'];
  assert.deepEqual(
    [
      rank(['lock'], 'appendix/glossary.html#lock', lock),
      rank(['lock'], 'mutex.html', lock),
      rank(['lock', 'free'], 'appendix/glossary.html#lock-free', lock),
      rank(['other'], 'appendix/glossary.html#other', lock),
      rank(['lock', 'free'], 'mutex.html#lock-free', lock),
    ],
    [0, 1, 2, 3, 3],
  );
});

test('where a result is says nothing twice', () => {
  assert.equal(where('Threads » Threads'), 'Threads');
  assert.equal(where('Threads » A » B'), 'Threads › A › B');
});

test('words that are in no index are left out of a query, and nothing else is a query of its own', () => {
  const docs = { 1: { title: 'Who is Send', body: 'A pointer is not Send.', breadcrumbs: 'Who is Send' } };
  const stop = new Set(['is', 'not', 'the']);
  const run = (tokens) => tokens.filter((token) => !stop.has(token));
  const index = {
    documentStore: { docs }, pipeline: { run }, getFields: () => ['body'],
    index: { body: { expandToken: (stem) => (stem === 'send' ? ['send'] : []) } },
    search: (query) => (run(query.split(' ')).includes('send') ? [{ ref: '1', score: 1 }] : []),
  };
  const elasticlunr = { Index: { load: () => index }, tokenizer: (text) => text.toLowerCase().split(/\s+/) };
  const search = new Search({ index, doc_urls: { 1: 'send.html' } }, elasticlunr);
  const of = (query) => {
    const { results, common } = search.find(query);
    return [results.length, common];
  };
  assert.deepEqual(of('not send'), [1, false]);
  assert.deepEqual(of('the'), [0, true]);
  assert.deepEqual(of('is not the'), [0, true]);
});

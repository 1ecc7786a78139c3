// The sound book of planted/book with one fault in it: a text of one of its files, replaced.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { pagesOf } from './site.mjs';

const planted = fileURLToPath(new URL('../planted', import.meta.url));

/** Calls `work` with the book, which is gone afterwards. Without a fault it is the sound book. */
export async function withFault(fault, work) {
  const root = await mkdtemp(join(tmpdir(), 'planted-'));
  try {
    await cp(planted, root, { recursive: true });
    const directory = join(root, 'book');
    if (fault) await plant(directory, fault);
    const all = await pagesOf(directory);
    const touched = fault?.file.endsWith('.html') ? [fault.file] : ['threads.html'];
    const pages = fault && !fault.all ? touched : all;
    return await work({ directory, root, pages, where: fault?.where });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function plant(directory, { file, from, to }) {
  const path = join(directory, file);
  const sound = await readFile(path, 'utf8');
  if (!sound.includes(from)) throw new Error(`planted/book/${file} has no ${JSON.stringify(from)} to replace`);
  await writeFile(path, sound.replace(from, () => to));
}

// Examines a built book in Chromium and says what is wrong with it.
//
//   node run.mjs                       the book that `cargo book test` has built
//   node run.mjs --only axe keyboard   these checks alone
//   node run.mjs --planted             the faults of planted/faults.mjs: each must be found by its check
//   node run.mjs --page threads.html   this page alone
//
// --book DIR and --root DIR name another built book and its repository, --chromium FILE another browser.
//
// A line for each problem, `note:` and what is worth telling, and at the end one of libtest's shape, which
// ci/src/browser.rs reads. Lines that begin with a space say how far it has come.

import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import * as axe from './checks/axe.mjs';
import * as copy from './checks/copy.mjs';
import * as file from './checks/file.mjs';
import * as html from './checks/html.mjs';
import * as keyboard from './checks/keyboard.mjs';
import * as lighthouse from './checks/lighthouse.mjs';
import * as meta from './checks/meta.mjs';
import * as motion from './checks/motion.mjs';
import * as noscript from './checks/noscript.mjs';
import * as policy from './checks/policy.mjs';
import * as print from './checks/print.mjs';
import * as shift from './checks/shift.mjs';
import * as sideways from './checks/sideways.mjs';
import * as weight from './checks/weight.mjs';
import { withFault } from './lib/plant.mjs';
import { Report } from './lib/report.mjs';
import { serve } from './lib/server.mjs';
import { each, pagesOf, Site } from './lib/site.mjs';
import { Visitor } from './lib/visitor.mjs';
import { FAULTS } from './planted/faults.mjs';

/**
 * The checks, in the order in which they run. To add one: a module with `about` and `check`, and a fault. One that shares
 * something with itself, such as the clipboard, is `alone`.
 */
const CHECKS = {
  html, meta, policy, sideways, weight, shift, noscript, file, print, motion, keyboard, copy, axe, lighthouse,
};

/** How many faults are looked for at a time. */
const FAULTS_AT_ONCE = 3;

const here = dirname(fileURLToPath(import.meta.url));

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    book: { type: 'string', default: join(here, '../book') },
    root: { type: 'string', default: join(here, '../..') },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? found('chromium', 'google-chrome') },
    only: { type: 'string', multiple: true, default: [] },
    page: { type: 'string' },
    planted: { type: 'boolean' },
  },
});

function found(...names) {
  const files = names.flatMap((name) => process.env.PATH.split(delimiter).map((path) => join(path, name)));
  return files.find((file) => existsSync(file));
}

/** Runs one check on one book. */
async function examine(check, { directory, root, pages, where }, visitor) {
  const server = await serve(directory);
  const report = new Report();
  try {
    await check.check(new Site({
      directory, root, url: server.url, visitor, report, pages, where,
      chromium: given.chromium,
    }));
  } finally {
    server.close();
  }
  return report;
}

/** The check on the book, and what it says. */
async function onBook(name, visitor) {
  const directory = resolve(given.book);
  const all = await pagesOf(directory);
  const pages = given.page ? all.filter((page) => page === given.page) : all;
  if (pages.length === 0) throw new Error(`no page ${given.page ?? ''} in ${directory}`);
  const report = await examine(CHECKS[name], { directory, root: resolve(given.root), pages }, visitor);
  for (const line of report.lines) console.log(`${name}: ${line}`);
  for (const line of report.notes) console.log(`note: ${name}: ${line}`);
  return report;
}

/** The check on the sound book, where it must find nothing, and on each fault, which it must find. */
async function onFaults(name, visitor) {
  const report = new Report();
  const faults = FAULTS.filter((fault) => fault.check === name);
  if (faults.length === 0) await report.look(`planted for ${name}`, (say) => say('there is no fault', 'plant one in planted/faults.mjs'));
  // Each fault has a book and a server of its own, and most looks wait for something.
  await each([undefined, ...faults], async (fault) => {
    await report.look(`planted for ${name}: ${fault ? `${fault.what} (${fault.where})` : 'nothing'}`, async (say) => {
      const { lines, looks } = await withFault(fault, (book) => {
        const pages = fault ? book.pages : CHECKS[name].enough ?? book.pages;
        return examine(CHECKS[name], { ...book, pages }, visitor);
      });
      if (looks === 0) say(`no look is at "${fault?.where}"`, 'mend the entry');
      if (!fault) lines.forEach((line) => say(`found in the sound book: ${line}`, 'mend the check or planted/book'));
      else if (!lines.some((line) => line.includes(fault.what))) {
        say(`nobody noticed it; found instead: ${lines[0] ?? 'nothing'}`, 'mend the check');
      }
    });
  }, CHECKS[name].alone ? 1 : FAULTS_AT_ONCE);
  for (const line of report.lines) console.log(line);
  return report;
}

const names = [...given.only, ...positionals];
const unknown = names.find((name) => !(name in CHECKS));
if (unknown) throw new Error(`there is no check ${unknown}; there are ${Object.keys(CHECKS).join(', ')}`);

let passed = 0;
let failed = 0;
const visitor = await Visitor.start(given.chromium);
try {
  for (const name of Object.keys(CHECKS).filter((name) => names.length === 0 || names.includes(name))) {
    console.log(`  ${name}: ${CHECKS[name].about}`);
    const started = performance.now();
    const report = await (given.planted ? onFaults : onBook)(name, visitor);
    passed += report.passed;
    failed += report.failed;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`  ${name}: ${report.passed} passed, ${report.failed} failed, ${seconds} s`);
  }
} finally {
  await visitor.close();
}
console.log(`test result: ${failed === 0 ? 'ok' : 'FAILED'}. ${passed} passed; ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

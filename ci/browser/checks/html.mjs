// The HTML of every page, by the Nu Html Checker, which needs Java. Its CSS check is not used: it knows
// neither light-dark() nor nesting's newer forms.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const about = 'valid HTML, by the Nu Html Checker';

/** Java takes all cores by itself. */
export const alone = true;

const JAR = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

/** Warnings that are no faults, each with its reason. */
const ALLOWED = [];

export async function check(site) {
  const files = [...site.pages, 'toc.html'].map((path) => join(site.directory, path)).filter(existsSync);
  // A message that comes again and again on a page is one problem.
  const told = new Map(files.map((file) => [file, new Map()]));
  const { stdout, stderr } = await new Promise((done, failed) => {
    const arguments_ = ['-jar', JAR, '--format', 'json', '--stdout', '--exit-zero-always', ...files];
    execFile('java', arguments_, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => (error ? failed(error) : done({ stdout, stderr })));
  });
  if (!stdout.startsWith('{')) throw new Error(`the Nu Html Checker said: ${stdout || stderr}`);
  for (const { type, subType, url, lastLine, message, extract } of JSON.parse(stdout).messages) {
    if (type === 'info' && subType !== 'warning') continue;
    if (ALLOWED.some(({ pattern }) => pattern.test(message))) continue;
    const file = fileURLToPath(url.replace(/^file:\/(?!\/)/, 'file:///'));
    const before = told.get(file).get(message);
    told.get(file).set(message, { line: before?.line ?? lastLine, extract: before?.extract ?? extract, count: (before?.count ?? 0) + 1 });
  }
  for (const [file, problems] of told) {
    await site.report.look(relative(site.directory, file), (say) => {
      for (const [message, { line, extract, count }] of problems) {
        say(`line ${line}${count > 1 ? ` and ${count - 1} more` : ''}: ${message}`, `see ${JSON.stringify(extract ?? '')}`);
      }
    });
  }
}

// What the copy buttons put on the clipboard is the program as it stands in its file.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const about = 'copied programs are their files';

/** Lines without the marks of anchors and without what all of them are indented by. */
function lines(text) {
  const all = text.replace(/\n+$/, '').split('\n').filter((line) => !/\bANCHOR(_END)?:/.test(line));
  const indents = all.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return all.map((line) => line.slice(least).trimEnd());
}

/** Whether `part` is in `whole`, as whole lines in a row, perhaps indented less. */
function isPartOf(part, whole) {
  for (let at = 0; at + part.length <= whole.length; at += 1) {
    if (lines(whole.slice(at, at + part.length).join('\n')).join('\n') === part.join('\n')) return true;
  }
  return false;
}

export async function check(site) {
  for (const path of site.readable) {
    if (!await site.contains(path, 'language-rust')) continue;
    // One at a time: there is one clipboard.
    await site.look(path, { about: 'copied' }, async (page, say) => {
      await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
      for (const program of await page.locator('figure.program').all()) {
        const file = (await program.locator('figcaption code').first().textContent()).trim();
        const shown = await program.locator('pre code').first().textContent();
        const button = program.getByRole('button', { name: /copy/i });
        if (await button.count() !== 1) {
          say(`the program of ${file} has ${await button.count()} copy buttons`, 'give it one');
          continue;
        }
        await page.evaluate(() => navigator.clipboard.writeText(''));
        await program.scrollIntoViewIfNeeded();
        await button.click({ timeout: 5_000 });
        await page.waitForTimeout(20);
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        if (copied.trimEnd() !== shown.trimEnd()) say(`what is copied of ${file} is not what is shown: ${JSON.stringify(copied.slice(0, 60))}`, 'copy the text of the code element');
        const source = await readFile(join(site.root, file), 'utf8').catch(() => undefined);
        if (source === undefined) say(`there is no ${file}`, 'mend the mark');
        else if (!isPartOf(lines(copied), lines(source))) say(`what is copied is not in ${file}: ${JSON.stringify(lines(copied)[0])}`, 'show the file as it is');
      }
    });
  }
}

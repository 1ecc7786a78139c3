// What the copy buttons put on the clipboard is the program as it stands in its file.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const about = 'copied programs are their files';

/** There is one clipboard. */
export const alone = true;

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

/** Runs in the page: presses every copy button, and tells what then is on the clipboard. */
async function copied() {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const found = [];
  for (const program of document.querySelectorAll('figure.program:not(.generated)')) {
    const file = program.querySelector('figcaption code')?.textContent.trim() ?? '';
    const shown = program.querySelector('pre code')?.textContent ?? '';
    const buttons = [...program.querySelectorAll('button')]
      .filter((button) => /copy/i.test(button.getAttribute('aria-label') ?? button.textContent));
    let text = '';
    if (buttons.length === 1) {
      await navigator.clipboard.writeText('');
      buttons[0].click();
      for (let waited = 0; text === '' && waited < 100; waited += 1) {
        await new Promise((later) => setTimeout(later, 5));
        text = await navigator.clipboard.readText();
      }
    }
    found.push({ file, shown, buttons: buttons.length, text });
  }
  return found;
}

export async function check(site) {
  for (const path of site.readable) {
    if (!await site.contains(path, 'language-rust')) continue;
    // One at a time: there is one clipboard.
    await site.look(path, { about: 'copied' }, async (page, say) => {
      for (const { file, shown, buttons, text } of await page.evaluate(copied)) {
        if (buttons !== 1) {
          say(`the program of ${file} has ${buttons} copy buttons`, 'give it one');
          continue;
        }
        if (text.trimEnd() !== shown.trimEnd()) {
          say(`what is copied of ${file} is not what is shown: ${JSON.stringify(text.slice(0, 60))}`, 'copy the text of the code element');
        }
        const source = await readFile(join(site.root, file), 'utf8').catch(() => undefined);
        if (source === undefined) say(`there is no ${file}`, 'mend the mark');
        else if (!isPartOf(lines(text), lines(source))) {
          say(`what is copied is not in ${file}: ${JSON.stringify(lines(text)[0])}`, 'show the file as it is');
        }
      }
    });
  }
}

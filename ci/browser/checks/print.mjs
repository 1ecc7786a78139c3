// The page on paper: black on white whatever the theme, with what is folded away opened, without controls,
// and nothing cut off at the edge. The page that has all of the book becomes a PDF.

import { KINDS } from '../lib/site.mjs';
import { stickingOut } from './sideways.mjs';

export const about = 'on paper';

/** A4 without margins of 1 cm, in CSS pixels. */
const PAPER = { width: 718, height: 1047, scheme: 'dark', media: 'print' };

/** Runs in the page: what is wrong with it on paper. */
function onPaper() {
  const found = [];
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return alpha === 0 ? undefined : (red + green + blue) / 765;
  };
  const body = getComputedStyle(document.body);
  const background = light(body.backgroundColor) ?? light(getComputedStyle(document.documentElement).backgroundColor) ?? 1;
  if (background < 0.97) found.push('the background is not white');
  if (light(body.color) > 0.4) found.push('the text is not dark');
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (element) => `<${element.localName}${element.id ? `#${element.id}` : ''}${element.classList[0] ? `.${element.classList[0]}` : ''}>`;
  const control = [...document.querySelectorAll('button, nav, dialog, input, header.bar')].find(visible);
  if (control) found.push(`${name(control)} is printed`);
  for (const details of document.querySelectorAll('main details')) {
    const inside = [...details.children].find((child) => child.localName !== 'summary');
    // What isn't printed at all says so in print.css.
    if (!inside || !visible(details)) continue;
    // checkVisibility knows of content-visibility, by which browsers fold.
    if (!inside.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) {
      found.push(`"${details.querySelector('summary')?.textContent.trim().slice(0, 40)}" stays folded`);
      break;
    }
  }
  for (const box of document.querySelectorAll('main pre, main pre code, main .table-wrapper, main table, main svg')) {
    if (visible(box) && box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline') {
      found.push(`${name(box)} is cut off at the edge by ${box.scrollWidth - box.clientWidth} px: ${box.textContent.trim().split('\n')[0].slice(0, 40)}`);
      break;
    }
  }
  return found;
}

export async function check(site) {
  await site.each(site.pages.filter((path) => path !== '404.html'), (path) => site.look(path, { ...PAPER, about: 'print' }, async (page, say) => {
    for (const what of await page.evaluate(onPaper)) say(what, 'mend it in print.css');
    for (const what of await page.evaluate(stickingOut)) say(what, 'let it wrap on paper');
    // That a theme was chosen says nothing about paper.
    if (path === KINDS.section) {
      await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
      for (const what of await page.evaluate(onPaper)) say(`dark chosen: ${what}`, 'mend it in print.css');
    }
    if (path !== 'print.html') return;
    const pdf = (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (sheets === 0) say('its PDF has no pages', 'open it in a browser and print it');
    else site.report.note(`print.html is ${sheets} sheets of A4`);
    const least = Math.floor(await page.evaluate(() => document.querySelector('#content').innerText.length / 6_000));
    if (sheets < least) say(`its PDF has ${sheets} sheets, and the text fills at least ${least}`, 'let the text flow over pages');
  }));
}

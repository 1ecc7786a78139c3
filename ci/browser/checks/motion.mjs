// A reader who asks for less motion gets none: no animation, no transition that can be seen, no smooth
// scrolling.

export const about = 'no motion for whoever asks for none';

const LONGEST = 0.01;

/** Runs in the page: what would move, whether or not it moves now. */
function moving(longest) {
  const seconds = (list) => Math.max(...list.split(',').map((time) => Number.parseFloat(time) * (time.trim().endsWith('ms') ? 0.001 : 1)));
  const found = new Set();
  for (const element of document.querySelectorAll('*')) {
    for (const part of [undefined, '::before', '::after', '::backdrop', '::details-content']) {
      const style = getComputedStyle(element, part);
      const name = `<${element.localName}${element.id ? `#${element.id}` : ''}${element.classList[0] ? `.${element.classList[0]}` : ''}>${part ?? ''}`;
      if (seconds(style.transitionDuration) > longest) found.add(`${name} has a transition of ${style.transitionDuration}`);
      if (style.animationName !== 'none' && seconds(style.animationDuration) > longest) found.add(`${name} has an animation of ${style.animationDuration}`);
      if (!part && style.scrollBehavior === 'smooth') found.add(`${name} scrolls smoothly`);
    }
  }
  return [...found].slice(0, 5);
}

export async function check(site) {
  await site.each(site.readable, (path) => site.look(path, { about: 'reduced motion' }, async (page, say) => {
    for (const what of await page.evaluate(moving, LONGEST)) say(what, 'put it into @media (prefers-reduced-motion: no-preference)');
  }));
}

// Nothing sticks out of the page sideways, no text of a chart runs over another, and nothing covers what a link jumps to.

export const about = 'nothing sticks out sideways, no text runs over another, no jump ends under the bar';

const WIDTHS = [320, 390, 768, 1280];

/**
 * Runs in the page: the elements that stick out sideways. The document's own scroll width says nothing,
 * because a `body { overflow-x: hidden }` hides what is cut off.
 */
export function stickingOut() {
  const width = document.documentElement.clientWidth;
  const inside = new WeakMap();
  // What scrolls or clips what is in it answers for it with its own edges.
  const contained = (element) => {
    if (!element || element === document.body || element === document.documentElement) return false;
    if (!inside.has(element)) {
      const { overflowX } = getComputedStyle(element);
      inside.set(element, overflowX !== 'visible' || contained(element.parentElement));
    }
    return inside.get(element);
  };
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (contained(element.parentElement)) continue;
    const { left, right, width: own, height } = element.getBoundingClientRect();
    // Parked beyond the left edge, nothing of it can be scrolled to: a closed sidebar, a skip link.
    if (own === 0 || height === 0 || right <= 0) continue;
    const over = Math.max(right - width, -left);
    if (over <= 1) continue;
    if (found.some((outer) => outer.element.contains(element))) continue;
    const classes = [...element.classList].map((name) => `.${name}`).join('');
    const name = `<${element.localName}${element.id ? `#${element.id}` : ''}${classes}>`;
    found.push({ element, text: `${name} sticks out by ${Math.round(over)} px` });
  }
  return found.map(({ text }) => text);
}

/** Runs in the page: the texts of a chart that lie one over the other. */
function overlapping() {
  const found = [];
  for (const chart of document.querySelectorAll('main svg')) {
    const texts = [...chart.querySelectorAll('text')].map((text) => ({ text, box: text.getBoundingClientRect() }));
    texts.forEach(({ text, box }, at) => {
      const other = texts.slice(at + 1).find(({ box: next }) => box.left < next.right && next.left < box.right
        && box.top + 3 < next.bottom && next.top + 3 < box.bottom);
      if (other) found.push(`"${text.textContent}" and "${other.text.textContent}" lie one over the other`);
    });
  }
  return found;
}

/** Runs in the page: jumps to every fragment that a link of this page or another may name. */
function covered() {
  const found = [];
  const targets = document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6, dt, section, figure)[id]');
  for (const target of targets) {
    if (!target.checkVisibility({ visibilityProperty: true })) continue;
    location.hash = encodeURIComponent(target.id);
    const { left, top, width, height } = target.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    if (top < -1 || top > innerHeight) {
      found.push(`a jump to #${target.id} shows something else: its top is at ${Math.round(top)} px`);
      continue;
    }
    const above = document.elementFromPoint(left + Math.min(width / 2, 20), Math.max(top, 0) + 1);
    if (above && !target.contains(above) && !above.contains(target)) {
      found.push(`#${target.id} is under <${above.localName}${above.className && `.${above.className}`}> after a jump to it`);
    }
  }
  return found;
}

export async function check(site) {
  const [narrowest] = WIDTHS;
  await site.each(site.pages, (path) => site.look(path, { width: narrowest, about: 'and wider' }, async (page, say) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const text of await page.evaluate(stickingOut)) {
        say(`at ${width} px: ${text}`, 'let it wrap, or scroll it in a box of its own');
      }
      for (const text of await page.evaluate(overlapping)) say(`at ${width} px: ${text}`, 'give one a line of its own');
      if (width !== 390 && width !== 1280) continue;
      for (const text of await page.evaluate(covered)) say(`at ${width} px: ${text}`, 'give it scroll-margin-block-start');
    }
  }));
}

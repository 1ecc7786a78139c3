// Steps through the figures of a page by their buttons, as a reader does.

const PATIENCE = 5_000;

/** Of several outcomes one is shown; the others are chosen above them. */
async function bringToSight(figure) {
  await figure.evaluate((element) => {
    const outcomes = [...element.parentElement.querySelectorAll('step-figure')];
    element.parentElement.querySelectorAll('input[type=radio]')[outcomes.indexOf(element)]?.click();
  });
}

/**
 * Calls `at` with the figures of the page at their start, in the middle and at the end. The one that it is
 * called for has the attribute `data-looked-at`, its whole figure with it.
 */
export async function stepThrough(page, at) {
  const count = await page.locator('step-figure').count();
  for (let index = 0; index < count; index += 1) {
    const figure = page.locator('step-figure').nth(index);
    const name = `figure ${index + 1}`;
    if (!await figure.isVisible()) await bringToSight(figure);
    if (!await figure.isVisible()) throw new Error(`${name} is not shown, whatever is chosen above it`);
    await figure.evaluate((element) => {
      document.querySelector('[data-looked-at]')?.removeAttribute('data-looked-at');
      element.closest('figure').setAttribute('data-looked-at', '');
    });
    const press = async (where, times = 1) => {
      const button = figure.locator(`button[data-go="${where}"]`);
      if (await button.count() !== 1) throw new Error(`${name} has no button[data-go="${where}"]`);
      for (let time = 0; time < times; time += 1) await button.click({ timeout: PATIENCE });
    };
    const steps = await figure.locator('tbody tr').count();
    await press('first');
    const start = await figure.innerHTML();
    await at(`${name} at its start`);
    await press('next', Math.floor(steps / 2));
    if (await figure.innerHTML() === start) throw new Error(`${name}: its button "next" changes nothing`);
    await at(`${name} in the middle`);
    await press('all');
    await at(`${name} at its end`);
  }
}

// Steps through the figures of a page by their buttons.

/** Calls `at` with the figures of the page at their start, in the middle and at the end. */
export async function stepThrough(page, at) {
  const count = await page.locator('step-figure').count();
  for (let index = 0; index < count; index += 1) {
    const figure = page.locator('step-figure').nth(index);
    const name = `figure ${index + 1}`;
    const press = async (step) => {
      const button = figure.locator(`button[data-step="${step}"]`);
      if (await button.count() !== 1) throw new Error(`${name} has no button[data-step="${step}"]`);
      if (!await button.isEnabled()) return false;
      await button.click({ timeout: 5_000 });
      return true;
    };
    await press('first');
    await at(`${name} at its start`);
    // The middle is half of what "next" can be pressed.
    let steps = 0;
    let before = await figure.innerHTML();
    while (steps < 200 && await press('next')) {
      const after = await figure.innerHTML();
      if (after === before) break;
      before = after;
      steps += 1;
    }
    if (steps === 0) throw new Error(`${name}: its button "next" changes nothing`);
    await press('first');
    for (let step = 0; step < Math.floor(steps / 2); step += 1) await press('next');
    await at(`${name} in the middle`);
    await press('last');
    await at(`${name} at its end`);
  }
}

// What was looked at and what was wrong with it. A look is one page in one state; it has passed if nothing
// was wrong. A problem is one line: `page at width, theme, state: what — how to mend`.

export class Report {
  passed = 0;
  problems = [];
  notes = [];
  /** Milliseconds of all looks. Two run at a time, so a check takes about half of that. */
  spent = 0;

  /** Does `work`, which says what is wrong through the function that it is given. */
  async look(label, work) {
    const found = new Set();
    const say = (what, mend) => {
      const line = mend ? `${what} — ${mend}` : what;
      found.add(`${label}: ${line.replace(/\s+/g, ' ')}`);
    };
    const started = performance.now();
    try {
      await work(say);
    } catch (error) {
      // Playwright's messages go on with its log of calls.
      say(`broke off: ${String(error?.message ?? error).split('\n')[0]}`, 'mend the page, or the check');
    }
    this.spent += performance.now() - started;
    if (found.size === 0) this.passed += 1;
    else this.problems.push(found);
  }

  /** Something worth telling that is not wrong. */
  note(text) {
    this.notes.push(text);
  }

  get failed() {
    return this.problems.length;
  }

  get looks() {
    return this.passed + this.failed;
  }

  get lines() {
    return this.problems.flatMap((found) => [...found]);
  }
}

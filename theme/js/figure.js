// Steps through a figure. Everything it shows is in the page already: this hides what comes later.
(() => {
    class StepFigure extends HTMLElement {
        connectedCallback() {
            if (this.rows) return;
            this.rows = [...this.querySelectorAll("tbody tr")];
            this.parts = [...this.querySelectorAll("[data-to]")];
            this.cells = [...this.querySelectorAll(".steps-now dd")];
            this.first = [...this.querySelectorAll(".steps-first dd")].map((cell) => cell.textContent);
            this.when = this.querySelector(".steps-now .steps-when");
            this.status = this.querySelector("output");
            this.lanes = [...this.querySelectorAll("thead th")].slice(1).map((lane) => lane.textContent);
            // 0: the whole execution, as it is without a script.
            this.at = 0;
            const controls = this.querySelector(".steps-controls");
            controls.addEventListener("click", (event) => {
                const button = event.target.closest("button");
                if (button) this.go(button.dataset.go);
            });
            // On paper there is nothing to step through.
            addEventListener("beforeprint", () => this.show(0));
            controls.addEventListener("keydown", (event) => {
                const keys = { ArrowRight: "next", ArrowDown: "next", ArrowLeft: "back", ArrowUp: "back", Home: "first", End: "all" };
                const where = keys[event.key];
                if (!where || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                event.stopPropagation();
                this.go(where);
            });
        }

        go(where) {
            const last = this.rows.length;
            const to = {
                first: 1,
                all: 0,
                next: this.at === 0 ? 1 : Math.min(this.at + 1, last),
                back: this.at === 0 ? last : Math.max(this.at - 1, 1),
            }[where];
            if (to !== this.at) this.show(to);
        }

        show(at) {
            this.at = at;
            const last = at || this.rows.length;
            this.rows.forEach((row, index) => {
                row.classList.toggle("later", index >= last);
                if (index === at - 1) row.setAttribute("aria-current", "step");
                else row.removeAttribute("aria-current");
            });
            for (const part of this.parts) part.classList.toggle("later", Number(part.dataset.to) > last);
            const values = [...this.first];
            let changed = new Set();
            for (const row of this.rows.slice(0, last)) {
                changed = new Set();
                for (const write of row.querySelectorAll("[data-cell]")) {
                    values[write.dataset.cell] = write.lastChild.textContent;
                    changed.add(Number(write.dataset.cell));
                }
            }
            this.cells.forEach((cell, index) => {
                cell.textContent = values[index];
                cell.classList.toggle("changed", at > 0 && changed.has(index));
            });
            if (this.when) this.when.textContent = at ? `Memory after step ${at}` : "Memory in the end";
            this.say(at, this.rows[at - 1]);
        }

        // What a screen reader is told; the others see it in the table.
        say(at, row) {
            const all = this.rows.length;
            this.status.textContent = at ? `step ${at} of ${all}` : `all ${all} steps`;
            if (!row) return;
            const step = row.querySelector(".step");
            const lane = step.querySelector(".who").textContent;
            const parts = [...step.children].map((part) => {
                const copy = part.cloneNode(true);
                for (const hidden of copy.querySelectorAll("[aria-hidden]")) hidden.remove();
                return part.matches(".who") ? "" : copy.textContent.trim();
            }).filter(Boolean);
            const told = document.createElement("span");
            told.className = "steps-hidden";
            told.textContent = `: ${lane}: ${parts.join(", ")}`;
            this.status.append(told);
            const box = row.getBoundingClientRect();
            const foot = this.querySelector(".steps-foot").getBoundingClientRect();
            if (box.top < 60 || box.bottom > foot.top) {
                const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
                row.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
            }
        }
    }
    customElements.define("step-figure", StepFigure);
})();

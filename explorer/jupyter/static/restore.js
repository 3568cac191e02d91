// The restore tab: this checkpoint into that model, what each way of loading will do, and a verdict a row.
import { badge, button, cssName, element, keyCell, later, replace } from "./dom.js";
import { Table } from "./rows.js";

// "tf.train.Saver.restore" may break behind its dots, and only there.
function dotted(title) {
  return title.split(/(?<=\.)/).flatMap((part) => [part, element("wbr", {})]);
}

export class Restore {
  constructor(channel, choice, look, start, failed) {
    Object.assign(this, { channel, choice, look, failed });
    this.target = element("select", { "aria-label": "Target: another step", onchange: () => this.chooseStep() });
    this.path = element("input", { type: "text", class: "ck-filter", placeholder: "or a path: checkpoint, .meta, Keras file, spec", "aria-label": "Target: a path", value: start.target, onkeydown: (event) => event.key === "Enter" && this.check() });
    this.problems = element("input", { type: "checkbox", onchange: () => this.again() });
    this.filter = element("input", { type: "search", class: "ck-short", placeholder: "Filter", "aria-label": "Filter verdicts", oninput: later(80, () => this.again()) });
    this.head = element("div", { class: "ck-report", tabindex: "0", role: "region", "aria-label": "What each way of loading does" });
    this.given = start.target !== "";
    this.table = new Table({
      label: "Verdicts",
      columns: [
        { id: "verdict", title: "Verdict", explanation: "What the model and the checkpoint are to each other", cell: (row) => badge("verdict", row[2], look.verdict[row[2]]) },
        { id: "key", title: "Key", explanation: "The name the tensor is stored under", cell: (row) => keyCell(row[1]) },
        { id: "sentence", title: "Why", explanation: "The model's side is named first", cell: (row) => row[3] },
        { id: "hint", title: "What to do", explanation: "How it can be mended", cell: (row) => row[4] },
      ],
      template: "172px minmax(150px, 1fr) minmax(160px, 1.3fr) minmax(90px, 1fr)",
      least: 580,
      fetch: (first, count) => this.page(first, count),
      choose: (row) => choice.set({ key: row[0] }),
      failed,
    });
    this.node = element(
      "div",
      { class: "ck-view" },
      element("div", { class: "ck-tools" }, element("label", {}, "Target ", this.target), this.path, button("Check", "Check the restore into this target", () => this.check()), element("label", {}, this.problems, " problems only"), this.filter),
      this.head,
      this.table.node,
    );
    this.invite();
  }

  invite() {
    this.table.say("Choose a target: another step of this directory, or the path of a model or checkpoint. Then each variable gets a verdict.");
  }

  fill(directory) {
    const options = directory.entries.filter((entry) => entry.status === "complete" || entry.status === "damaged").reverse();
    const before = this.target.value;
    replace(this.target, element("option", { value: "" }, "choose a step"), ...options.map((entry) => element("option", { value: entry.id }, entry.label)));
    this.target.value = before;
  }

  chooseStep() {
    this.path.value = "";
    this.given = false;
    this.check();
  }

  question() {
    const { newer } = this.choice;
    const typed = this.path.value.trim();
    if (this.given) return { newer, given: true };
    if (typed) return { newer, path: typed };
    return this.target.value === "" ? null : { newer, target: Number(this.target.value) };
  }

  check() {
    if (document.activeElement === this.path) this.given = false;
    this.again();
  }

  again() {
    if (!this.question()) return;
    this.table.top();
    this.table.reset();
  }

  page(first, count) {
    const asked = { ...this.question(), first, count, problems: this.problems.checked, filter: this.filter.value };
    return this.channel.ask("restore", asked).then((answer) => {
      if (answer.cards) this.tell(answer);
      this.table.say(answer.total ? "" : this.filter.value ? "No row matches." : this.problems.checked ? "No problems: every variable gets its value." : "There is nothing to restore.");
      return answer;
    });
  }

  tell(answer) {
    const cards = answer.cards.map((card) =>
      element(
        "div",
        { class: "ck-card-box", style: `--ink: var(--ck-state-${cssName(card.state)})`, title: card.message || card.headline },
        element("div", { class: "ck-card-title" }, ...dotted(card.title)),
        element("div", { class: "ck-quiet" }, card.situation),
        element("div", {}, element("span", { class: "ck-card-state" }, card.state), card.headline.startsWith(card.state) ? card.headline.slice(card.state.length) : `: ${card.headline}`),
        element("div", { class: "ck-quiet" }, card.aftermath),
      ),
    );
    const counts = answer.counts.map(([verdict, count]) => element("span", { class: "ck-total" }, badge("verdict", verdict, this.look.verdict[verdict]), ` ${count}`));
    const findings = answer.findings.map((finding) =>
      element(
        "details",
        { class: "ck-finding" },
        element("summary", {}, finding.title),
        finding.detail ? element("p", {}, finding.detail) : null,
        ...finding.cures.map((cure) => element("div", {}, element("p", {}, cure.text), cure.code ? element("pre", {}, cure.code) : null)),
      ),
    );
    replace(
      this.head,
      element("p", { class: "ck-summary" }, `${answer.checkpoint} into ${answer.target}: ${answer.summary}`),
      element("div", { class: "ck-cards" }, ...cards),
      ...findings,
      element("div", { class: "ck-counts" }, ...counts),
    );
  }

  changed(what) {
    const { newer, key } = this.choice;
    if (newer >= 0 && (this.checked !== newer || what.includes("newer"))) {
      this.checked = newer;
      this.again();
    }
    if (this.table.chosen !== key) this.table.show(key);
  }

  close() {
    this.table.close();
  }
}

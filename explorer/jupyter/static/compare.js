// The compare tab: older against newer, row by row; values are read only when asked for.
import { badge, button, element, keyCell, later, replace } from "./dom.js";
import { Table } from "./rows.js";

export class Compare {
  constructor(channel, choice, look, failed) {
    Object.assign(this, { channel, choice, look });
    this.values = false;
    this.filter = element("input", { type: "search", class: "ck-filter", placeholder: "Filter: parts of keys", "aria-label": "Filter differences", oninput: later(80, () => this.again()) });
    this.all = element("input", { type: "checkbox", onchange: () => this.again() });
    this.read = button("Compare values", "Read all values on both sides and say how far they are apart", () => this.measure());
    this.counted = element("span", { class: "ck-counts", "aria-live": "polite" });
    const text = (id, title, place, explanation, number) => ({ id, title, explanation, number, sortable: false, cell: (row) => row[place] });
    this.table = new Table({
      label: "Differences",
      columns: [
        { id: "change", title: "Change", explanation: "What differs, the older side against the newer one", cell: (row) => badge("change", row[2], look.change[row[2]]) },
        { id: "key", title: "Key", explanation: "The name the tensor is stored under", cell: (row) => keyCell(row[1]) },
        text("older", "Older", 3, "Dtype and shape on the older side"),
        text("newer", "Newer", 4, "Dtype and shape on the newer side"),
        text("relative", "Moved", 5, "Norm of the change over the norm of the older value; empty until values are compared", true),
        text("largest", "Max |Δ|", 6, "Largest change of one element; empty until values are compared", true),
        { id: "problem", title: "Problem", explanation: "Why a value could not be compared", cell: (row) => row[7] },
      ],
      template: "96px minmax(170px, 1fr) minmax(90px, 150px) minmax(90px, 150px) 76px 76px minmax(60px, 130px)",
      least: 668,
      fetch: (first, count) => this.page(first, count),
      choose: (row) => choice.set({ key: row[0] }),
      failed,
    });
    this.node = element("div", { class: "ck-view" }, element("div", { class: "ck-tools" }, this.filter, element("label", {}, this.all, " equal rows too"), this.read, this.counted), this.table.node);
    this.shown = "";
  }

  measure() {
    this.values = true;
    this.again();
  }

  page(first, count) {
    const { newer, older } = this.choice;
    const details = { newer, older, first, count, all: this.all.checked, values: this.values, filter: this.filter.value };
    return this.channel.ask("compare", details).then(
      (answer) => {
        this.read.hidden = answer.values;
        replace(this.counted, element("span", {}, `${answer.older} → ${answer.newer}: `), ...answer.counts.map(([change, count]) => element("span", {}, badge("change", change, this.look.change[change]), ` ${count} `)));
        const none = this.filter.value ? "No row matches. Delete the filter to see all." : `No differences: ${answer.values ? "every value is the same, bit for bit" : "by keys, dtypes, shapes and checksums"}.`;
        this.table.say(answer.total ? "" : none);
        return answer;
      },
      (error) => {
        if (error.byUser) {
          this.values = false; // the table without values is quick
          setTimeout(() => this.again(), 0);
        }
        throw error;
      },
    );
  }

  again() {
    this.table.top();
    this.table.reset();
  }

  changed() {
    const { newer, older, key } = this.choice;
    if (older < 0 || newer < 0) {
      this.table.say("There is no older step to compare with.");
      return;
    }
    const sides = `${older} ${newer}`;
    if (sides !== this.shown) {
      this.shown = sides;
      this.values = false;
      this.again();
    }
    if (this.table.chosen !== key) this.table.show(key);
  }

  close() {
    this.table.close();
  }
}

// The variables tab: every tensor of the newer step, sorted by its headers, filtered while one types.
import { badge, element, keyCell, later, replace } from "./dom.js";
import { Table } from "./rows.js";

export class Variables {
  constructor(channel, choice, start, failed) {
    this.channel = channel;
    this.choice = choice;
    this.filter = element("input", { type: "search", class: "ck-filter", placeholder: "Filter: parts of names, role, dtype", "aria-label": "Filter variables", oninput: later(60, () => this.narrow()) });
    this.counted = element("span", { class: "ck-quiet", "aria-live": "polite" });
    this.footer = element("div", { class: "ck-footer" });
    const look = start.look;
    const cell = {
      key: (row, at) => keyCell(row[at]),
      role: (row, at) => (row[at] ? badge("role", row[at], look.letter[row[at]]) : ""),
      problem: (row, at) => (row[at] ? badge("verdict", "damaged", look.verdict.damaged) : ""),
    };
    const columns = start.columns.map((column, place) => {
      const own = cell[column.id];
      return { ...column, cell: own ? (row) => own(row, place + 1) : (row) => row[place + 1] };
    });
    this.sort = { column: "key", descending: false, changed: () => this.again() };
    this.table = new Table({
      label: "Variables",
      columns,
      template: "minmax(180px, 1fr) 136px 76px minmax(96px, 130px) 84px 78px 96px",
      least: 754,
      fetch: (first, count) => this.page(first, count),
      choose: (row) => choice.set({ key: row[0] }),
      sort: this.sort,
      failed,
    });
    this.node = element("div", { class: "ck-view" }, element("div", { class: "ck-tools" }, this.filter, this.counted), this.table.node, this.footer);
    if (start.table) {
      this.table.reset(start.table);
      this.tell(start.table);
    } else this.table.say(start.problem || "There is no checkpoint to show.");
  }

  question(more) {
    return { newer: this.choice.newer, filter: this.filter.value, sort: this.sort.column, descending: this.sort.descending, ...more };
  }

  page(first, count) {
    return this.channel.ask("table", this.question({ first, count })).then((answer) => {
      this.tell(answer);
      return answer;
    });
  }

  tell(answer) {
    const whole = answer.total === answer.of;
    replace(this.counted, whole ? `${answer.total.toLocaleString("en")} variables` : `${answer.total.toLocaleString("en")} of ${answer.of.toLocaleString("en")} variables`);
    replace(
      this.footer,
      ...answer.totals.map((total) => element("span", { class: "ck-total", style: `--ink: var(--ck-role-${total.role})` }, element("b", {}, total.role), ` ${total.count}, ${total.size} (${total.share})`)),
    );
    this.table.say(answer.problems.length ? answer.problems.join(" ") : answer.total ? "" : "No variable matches. Delete the filter to see all.");
  }

  again() {
    this.table.top();
    this.table.reset();
  }

  narrow() {
    this.again();
  }

  changed(what) {
    if (what.includes("newer")) this.table.reset();
    if (what.includes("key") || what.includes("newer")) this.find();
  }

  find() {
    const key = this.choice.key;
    if (key === null || this.table.chosen === key) return;
    this.table.show(key);
    this.channel.ask("table", this.question({ first: 0, count: 1, find: key })).then(
      (answer) => this.table.scrollTo(answer.find),
      () => {},
    );
  }

  close() {
    this.table.close();
  }
}

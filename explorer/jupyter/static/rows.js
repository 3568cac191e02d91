// A table of any length: only the rows in sight are elements, and only they are asked for.
import { element, replace } from "./dom.js";

const ROW_HEIGHT = 24;
const AT_ONCE = 60;
const BEYOND = 8; // rows drawn above and below what is in sight
const REMEMBERED = 4000;

export class Table {
  // columns: [{id, title, explanation, number, cell(row) -> node or text, sortable}]
  // template, least: the columns' widths, and what they need at least in pixels; below, the table scrolls sideways
  // fetch(first, count) -> promise of {rows, total, first}; a row is an array that begins with its key's number
  constructor({ label, columns, template, least, fetch, choose, sort, failed }) {
    Object.assign(this, { columns, template, fetch, choose, failed });
    this.sorted = sort || null; // {column, descending, changed()}
    this.rows = new Map();
    this.asked = new Set();
    this.total = 0;
    this.active = -1;
    this.chosen = null;
    this.edition = 0;
    this.isNew = false;
    this.id = `ck-table-${Math.random().toString(36).slice(2)}`;
    this.head = element("div", { class: "ck-row ck-head", role: "row", style: `grid-template-columns:${template}` });
    this.space = element("div", { class: "ck-space", role: "rowgroup" });
    this.scroller = element(
      "div",
      { class: "ck-scroller", tabindex: "0", role: "grid", "aria-label": label, onscroll: () => this.draw(), onkeydown: (event) => this.press(event) },
      element("div", { role: "presentation", class: "ck-sheet", style: `min-width:${least}px` }, element("div", { role: "rowgroup", class: "ck-sticky" }, this.head), this.space),
    );
    this.message = element("div", { class: "ck-message", role: "status" });
    this.node = element("div", { class: "ck-table" }, this.scroller, this.message);
    this.drawHead();
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.scroller);
  }

  close() {
    this.watch.disconnect();
  }

  drawHead() {
    replace(
      this.head,
      ...this.columns.map((column) => {
        const mine = this.sorted && this.sorted.column === column.id;
        const order = mine ? (this.sorted.descending ? "descending" : "ascending") : "none";
        const attributes = { role: "columnheader", class: `ck-cell${column.number ? " ck-number" : ""}`, title: column.explanation };
        if (!this.sorted || column.sortable === false) return element("div", attributes, column.title);
        const arrow = mine ? (this.sorted.descending ? " ▾" : " ▴") : "";
        const act = () => {
          this.sorted.descending = mine ? !this.sorted.descending : false;
          this.sorted.column = column.id;
          this.drawHead();
          this.sorted.changed();
        };
        const what = { type: "button", class: "ck-sort", "data-column": column.id, onclick: act };
        return element("div", { ...attributes, "aria-sort": order }, element("button", what, column.title + arrow));
      }),
    );
  }

  // Forget all rows and ask anew; `first` are rows that are known already.
  reset(first) {
    this.edition += 1;
    this.rows.clear();
    this.asked.clear();
    this.active = -1;
    this.isNew = false;
    if (first) this.take(first, this.edition);
    else this.ask(Math.max(Math.floor(this.scroller.scrollTop / ROW_HEIGHT) - BEYOND, 0));
  }

  top() {
    this.scroller.scrollTop = 0;
  }

  ask(first) {
    if (this.asked.has(first) || this.isNew) return; // a first answer may take long: no second question ends it
    this.isNew = !this.rows.size;
    this.asked.add(first);
    const edition = this.edition;
    this.fetch(first, AT_ONCE).then(
      (answer) => this.take(answer, edition),
      (error) => {
        if (edition !== this.edition) return;
        this.asked.delete(first);
        this.isNew = false;
        if (!error.cancelled) {
          this.failed(error);
          this.take({ total: 0, first: 0, rows: [] }, edition);
        } else if (!error.byUser) setTimeout(() => this.draw(), 250); // ended by a question that has its answer now
      },
    );
  }

  take(answer, edition) {
    if (edition !== this.edition) return;
    this.isNew = false;
    if (this.rows.size > REMEMBERED) {
      this.rows.clear();
      this.asked.clear();
    }
    this.total = answer.total;
    answer.rows.forEach((row, place) => this.rows.set(answer.first + place, row));
    this.asked.delete(answer.first);
    if (answer.first > 0 && answer.first >= this.total) this.scroller.scrollTop = 0;
    this.scroller.setAttribute("aria-rowcount", String(this.total + 1));
    this.space.style.height = `${this.total * ROW_HEIGHT}px`;
    this.draw();
  }

  say(text) {
    replace(this.message, text);
    this.message.hidden = !text;
  }

  draw() {
    const first = Math.max(Math.floor(this.scroller.scrollTop / ROW_HEIGHT) - BEYOND, 0);
    const last = Math.min(first + Math.ceil(this.scroller.clientHeight / ROW_HEIGHT) + 2 * BEYOND, this.total);
    const drawn = [];
    let missing = -1;
    for (let place = first; place < last; place += 1) {
      const row = this.rows.get(place);
      if (!row && missing < 0) missing = place;
      drawn.push(this.line(place, row));
    }
    replace(this.space, ...drawn);
    if (missing >= 0) this.ask(missing);
    if (this.active >= 0) this.scroller.setAttribute("aria-activedescendant", `${this.id}-${this.active}`);
    else this.scroller.removeAttribute("aria-activedescendant");
  }

  line(place, row) {
    const chosen = row && row[0] === this.chosen;
    const attributes = {
      class: `ck-row${chosen ? " ck-chosen" : ""}${place === this.active ? " ck-active" : ""}`,
      role: "row",
      id: `${this.id}-${place}`,
      "aria-rowindex": place + 2,
      "aria-selected": chosen ? "true" : "false",
      style: `top:${place * ROW_HEIGHT}px;grid-template-columns:${this.template}`,
      onclick: () => this.pick(place),
    };
    const cells = this.columns.map((column) => {
      const shown = row ? column.cell(row) : "…";
      const full = typeof shown === "string" ? "" : shown.dataset.full; // what a cell cut short stands for
      const title = full || (typeof shown === "string" ? shown : shown.textContent);
      return element("div", { role: "gridcell", "aria-label": full || null, class: `ck-cell${column.number ? " ck-number" : ""}`, title, "data-column": column.id }, shown);
    });
    return element("div", attributes, ...cells);
  }

  pick(place) {
    const row = this.rows.get(place);
    if (!row) return;
    this.active = place;
    this.chosen = row[0];
    this.choose(row);
    this.draw();
  }

  show(key) {
    this.chosen = key;
    this.draw();
  }

  scrollTo(place) {
    if (place < 0) return;
    const top = place * ROW_HEIGHT;
    const height = this.scroller.clientHeight - ROW_HEIGHT;
    if (top < this.scroller.scrollTop || top + ROW_HEIGHT > this.scroller.scrollTop + height)
      this.scroller.scrollTop = Math.max(top - height / 2, 0);
    this.active = place;
    this.draw();
  }

  press(event) {
    const page = Math.max(Math.floor(this.scroller.clientHeight / ROW_HEIGHT) - 2, 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.total, End: this.total };
    if (event.target !== this.scroller || !(event.key in moves)) return;
    event.preventDefault();
    event.stopPropagation();
    const place = Math.min(Math.max(this.active + moves[event.key], 0), this.total - 1);
    this.scrollTo(place);
    this.pick(place);
  }
}

// The directory's checkpoints: as a list, and on an axis with two handles, the older and the newer step.
import { element, replace } from "./dom.js";

const OPENABLE = (entry) => entry.status !== "gone" && entry.status !== "being written";

export class Directory {
  constructor(choice, look) {
    this.choice = choice;
    this.look = look;
    this.list = element("div", { class: "ck-entries", role: "listbox", tabindex: "0", "aria-label": "Checkpoints", onkeydown: (event) => this.press(event) });
    this.title = element("div", { class: "ck-heading" });
    this.problems = element("div", { class: "ck-problems", role: "status" });
    this.node = element("div", { class: "ck-directory" }, this.title, this.problems, this.list);
  }

  show(directory) {
    this.directory = directory;
    replace(this.title, element("span", { title: directory.path }, directory.name), element("span", { class: "ck-quiet" }, directory.counted));
    replace(this.problems, ...directory.problems.map((text) => element("p", {}, text)));
    this.mark();
  }

  mark() {
    const { newer, older } = this.choice;
    const shown = [...this.directory.entries].reverse().map((entry) => {
      const side = entry.id === newer ? "newer" : entry.id === older ? "older" : "";
      const attributes = {
        role: "option",
        class: `ck-entry ck-is-${entry.status.replaceAll(" ", "-")} ${side}`,
        "aria-selected": entry.id === newer ? "true" : "false",
        "aria-disabled": OPENABLE(entry) ? null : "true",
        title: [entry.name, entry.status, entry.time, entry.note].filter(Boolean).join("\n"),
        onclick: () => OPENABLE(entry) && this.choice.set({ newer: entry.id }),
      };
      const status = element("span", { class: "ck-status", style: `--ink: var(--ck-status-${entry.status.replaceAll(" ", "-")})`, "aria-label": entry.status, role: "img" }, this.look.status[entry.status] || "?");
      const words = [entry.latest ? "latest" : "", entry.status === "complete" ? "" : entry.status].filter(Boolean).join(", ");
      return element("div", attributes, status, element("span", { class: "ck-label" }, entry.label), element("span", { class: "ck-quiet ck-words" }, words), element("span", { class: "ck-quiet ck-number" }, entry.size));
    });
    replace(this.list, ...shown);
  }

  press(event) {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const there = this.directory.entries.filter(OPENABLE);
    const place = there.findIndex((entry) => entry.id === this.choice.newer) + way;
    if (there[place]) this.choice.set({ newer: there[place].id });
  }
}

export class Timeline {
  constructor(choice, look) {
    this.choice = choice;
    this.look = look;
    this.marks = element("div", { class: "ck-marks" });
    this.handles = {
      older: this.handle("older", "Older step, what the newer one is compared with"),
      newer: this.handle("newer", "Newer step, what all views show"),
    };
    this.span = element("div", { class: "ck-span" });
    this.track = element("div", { class: "ck-track" }, element("div", { class: "ck-line" }), this.span, this.marks, this.handles.older, this.handles.newer);
    this.ends = [element("span", { class: "ck-quiet" }), element("span", { class: "ck-quiet" })];
    this.said = element("span", { class: "ck-said" });
    this.node = element("div", { class: "ck-timeline", role: "group", "aria-label": "Timeline" }, this.said, element("div", { class: "ck-axis" }, this.ends[0], this.track, this.ends[1]));
  }

  handle(side, label) {
    return element("div", {
      class: `ck-handle ck-${side}`,
      role: "slider",
      tabindex: "0",
      "aria-label": label,
      title: `${label} (arrow keys move it)`,
      onkeydown: (event) => this.press(event, side),
      onpointerdown: (event) => this.grab(event, side),
    });
  }

  show(directory) {
    this.entries = directory.entries;
    const steps = this.entries.map((entry) => entry.step);
    const low = Math.min(...steps);
    const high = Math.max(...steps);
    const gaps = steps.slice(1).map((step, place) => (step - steps[place]) / (high - low));
    // By steps where all are known and far enough apart to be told apart, else side by side.
    const byStep = steps.every((step) => step !== null) && high > low && Math.min(...gaps) >= 0.025;
    const count = Math.max(this.entries.length - 1, 1);
    this.place = new Map(this.entries.map((entry, place) => [entry.id, byStep ? (entry.step - low) / (high - low) : place / count]));
    replace(
      this.marks,
      ...this.entries.map((entry) =>
        element(
          "span",
          {
            class: "ck-tick",
            style: `left:${100 * this.place.get(entry.id)}%;--ink: var(--ck-status-${entry.status.replaceAll(" ", "-")})`,
            title: `${entry.label}, ${entry.status}`,
            onclick: (event) => OPENABLE(entry) && this.choice.set(event.shiftKey ? { older: entry.id } : { newer: entry.id }),
          },
          this.look.status[entry.status] || "?",
        ),
      ),
    );
    const ends = [this.entries[0], this.entries[this.entries.length - 1]];
    this.ends.forEach((end, place) => replace(end, ends[place] && this.entries.length > 1 ? ends[place].label : ""));
    this.mark();
  }

  mark() {
    const index = new Map(this.entries.map((entry, place) => [entry.id, place]));
    const said = [];
    for (const side of ["older", "newer"]) {
      const handle = this.handles[side];
      const id = this.choice[side];
      const entry = this.entries[index.get(id)];
      handle.hidden = !entry;
      if (!entry) continue;
      handle.style.left = `${100 * this.place.get(id)}%`;
      handle.setAttribute("aria-valuemin", "0");
      handle.setAttribute("aria-valuemax", String(this.entries.length - 1));
      handle.setAttribute("aria-valuenow", String(index.get(id)));
      handle.setAttribute("aria-valuetext", entry.label);
      said.push(`${side === "older" ? "older ◁" : "newer ▷"} ${entry.label}`);
    }
    replace(this.said, said.join("   "));
    const ends = ["older", "newer"].map((side) => this.place.get(this.choice[side]));
    const whole = ends.every((end) => end !== undefined);
    this.span.hidden = !whole;
    if (whole) {
      this.span.style.left = `${100 * Math.min(...ends)}%`;
      this.span.style.width = `${100 * Math.abs(ends[1] - ends[0])}%`;
    }
  }

  press(event, side) {
    const there = this.entries.filter(OPENABLE);
    const now = there.findIndex((entry) => entry.id === this.choice[side]);
    const wanted = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, Home: 0, End: there.length - 1 }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (there[wanted]) this.choice.set({ [side]: there[wanted].id });
  }

  grab(event, side) {
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const box = this.track.getBoundingClientRect();
      const at = (moved.clientX - box.left) / Math.max(box.width, 1);
      const near = this.entries.filter(OPENABLE).reduce((best, entry) => {
        const away = Math.abs(this.place.get(entry.id) - at);
        return !best || away < best.away ? { entry, away } : best;
      }, null);
      if (near) this.choice.set({ [side]: near.entry.id });
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", move), { once: true });
    handle.addEventListener("pointercancel", () => handle.removeEventListener("pointermove", move), { once: true });
  }
}

// The histograms tab: ridges over the steps of the chosen variable, from binned counts only.
import { element, replace, svg } from "./dom.js";

const LEFT = 92;
const RIGHT = 16;
const BOTTOM = 26;

export class Histograms {
  constructor(channel, choice, look, failed) {
    Object.assign(this, { channel, choice, failed });
    this.title = element("div", { class: "ck-tools" });
    this.picture = element("div", { class: "ck-ridges" });
    this.facts = element("div", { class: "ck-facts", tabindex: "0", role: "region", "aria-label": "Statistics by step" });
    this.node = element("div", { class: "ck-view" }, this.title, element("div", { class: "ck-both" }, this.picture, this.facts));
    this.known = null;
    this.invite();
    this.watch = new ResizeObserver(() => this.known && this.picture.clientWidth !== this.drawnAt && this.draw());
    this.watch.observe(this.picture);
  }

  invite() {
    replace(this.title, element("span", { class: "ck-quiet" }, "Choose a variable in the table or the graph to see how its values moved over the steps."));
  }

  changed(what) {
    const { key, newer } = this.choice;
    if (key === null || newer < 0) return;
    if (this.known && this.known.key === key && this.known.newer === newer) {
      if (what.includes("older")) this.draw();
      return;
    }
    this.channel.ask("histogram", { key, newer }).then(
      (answer) => {
        this.known = { key, newer, answer };
        this.draw();
      },
      (error) => this.failed(error),
    );
  }

  draw() {
    const { answer } = this.known;
    replace(this.title, element("b", { class: "ck-key" }, answer.key), element("span", { class: "ck-quiet" }, answer.note));
    const steps = answer.steps;
    this.drawnAt = this.picture.clientWidth;
    const width = Math.min(Math.max(this.drawnAt - 16, 320), 1100);
    const gap = Math.min(Math.max(280 / Math.max(steps.length, 1), 7), 56);
    const tall = Math.max(gap * (steps.length > 12 ? 5 : steps.length > 4 ? 2.2 : 0.9), 34);
    const height = tall + gap * (steps.length - 1) + BOTTOM + 8;
    const most = Math.max(1, ...steps.flatMap((step) => share(step)));
    const inner = width - LEFT - RIGHT;
    const base = (place) => tall + gap * place;
    const parts = answer.ticks.map(([at, text]) => {
      const x = LEFT + at * inner;
      return svg("g", {}, svg("line", { class: "ck-grid", x1: x, x2: x, y1: 4, y2: height - BOTTOM + 4 }), svg("text", { class: "ck-tick-text", x, y: height - 6, "text-anchor": "middle" }, text));
    });
    const every = Math.max(1, Math.ceil(15 / gap));
    const remarks = []; // above all ridges
    steps.forEach((step, place) => {
      const side = step.entry === this.choice.newer ? "newer" : step.entry === this.choice.older ? "older" : "";
      const colour = `color-mix(in srgb, var(--ck-last) ${Math.round((100 * place) / Math.max(steps.length - 1, 1))}%, var(--ck-first))`;
      const y = base(place);
      const words = `${step.label}: ${step.reason || (step.facts || []).map(([name, value]) => `${name} ${value}`).join(", ")}`;
      const line = [svg("title", {}, words)];
      const heights = share(step);
      if (heights.length) {
        const wide = inner / heights.length;
        const d = heights.map((part, bin) => `L${(LEFT + bin * wide).toFixed(1)} ${(y - (tall * part) / most).toFixed(1)}H${(LEFT + (bin + 1) * wide).toFixed(1)}`).join("");
        line.push(svg("path", { class: "ck-ridge", d: `M${LEFT} ${y}${d}L${width - RIGHT} ${y}z`, style: `--ink:${colour}` }));
      } else {
        line.push(svg("line", { class: "ck-grid", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }));
        if (gap > 11) remarks.push(svg("text", { class: "ck-tick-text ck-remark", x: LEFT + 6, y: y - 3 }, clipped(step.reason, Math.floor(inner / 6.4))));
      }
      if (side || place % every === 0 || place === steps.length - 1) {
        const mark = side === "newer" ? "▷ " : side === "older" ? "◁ " : "";
        line.push(svg("text", { class: `ck-tick-text ${side}`, x: LEFT - 8, y: y + 3, "text-anchor": "end" }, mark + clipped(step.label, 14)));
      }
      parts.push(svg("g", { class: `ck-ridge-row ${side}`, onclick: () => this.choose(step) }, ...line));
    });
    const label = `Histograms of ${answer.key} at ${steps.length} steps, from ${answer.low} to ${answer.high}`;
    replace(this.picture, svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "ck-ridge-picture", role: "img", "aria-label": label }, ...parts, ...remarks));
    this.table(steps);
  }

  choose(step) {
    if (!step.reason) this.choice.set({ newer: step.entry });
  }

  table(steps) {
    const titles = steps.find((step) => step.facts)?.facts.map(([title]) => title) || [];
    const head = element("tr", {}, element("th", { scope: "col" }, "Step"), ...titles.map((title) => element("th", { scope: "col" }, title)), element("th", { scope: "col" }, "Remarks"));
    const rows = steps.map((step) => {
      const side = step.entry === this.choice.newer ? "newer" : step.entry === this.choice.older ? "older" : "";
      const remarks = [step.unusual, step.reason].filter(Boolean).join(" ");
      const values = step.facts ? step.facts.map(([, value]) => element("td", { class: "ck-number" }, value)) : titles.map(() => element("td", {}, ""));
      return element("tr", { class: side }, element("th", { scope: "row" }, step.label), ...values, element("td", { class: step.quiet ? "ck-quiet" : "ck-bad", title: remarks }, remarks));
    });
    replace(this.facts, element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
  }

  close() {
    this.watch.disconnect();
  }
}

// Heights by share of the step's own values, so that steps of different counts can be compared.
function share(step) {
  const counts = step.counts || [];
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count) => (100 * count) / total);
}

function clipped(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

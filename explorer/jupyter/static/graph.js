// The graph tab: the library's drawing with pan, zoom, selection, folding; only the part in sight is sent.
import { button, element, later, replace, svg } from "./dom.js";

const RADIUS = 9;
const TEXTS_FROM = 0.33; // zoom below which names are left out
const CURVE = ["ck-edge", "ck-edge ck-slot", "ck-edge ck-owner"];

export class Graph {
  constructor(channel, choice, look, failed) {
    Object.assign(this, { channel, choice, look, failed });
    this.shown = null; // the step whose graph is drawn
    this.zoom = 1;
    this.x = 0;
    this.y = 0;
    this.active = -1; // place in this.nodes
    this.nodes = [];
    this.layer = svg("g", {});
    this.picture = svg("svg", { class: "ck-picture", tabindex: "0", role: "application", "aria-label": "Object graph. Arrow keys go to the next node, Enter folds or unfolds, plus and minus zoom, 0 fits." }, this.layer);
    this.said = element("div", { class: "ck-spoken", "aria-live": "polite" });
    this.legend = element("div", { class: "ck-footer" });
    this.counted = element("span", { class: "ck-quiet" });
    this.colour = this.select("Colour by", [["role", "role"], ["size", "size"], ["dtype", "dtype"]]);
    this.direction = this.select("Direction", [["auto", "automatic"], ["down", "top down"], ["right", "left to right"]]);
    this.node = element(
      "div",
      { class: "ck-view" },
      element(
        "div",
        { class: "ck-tools" },
        element("label", {}, "Colour by ", this.colour),
        element("label", {}, "Direction ", this.direction),
        button("Fit", "Show the whole graph (0)", () => this.fit()),
        button("+", "Zoom in (+)", () => this.scale(1.3)),
        button("−", "Zoom out (−)", () => this.scale(1 / 1.3)),
        button("Unfold all", "Show every node", () => this.ask({ act: "unfold all" }, true)),
        button("Start again", "Fold as at the beginning", () => this.ask({ act: "start again" }, true)),
        this.counted,
      ),
      element("div", { class: "ck-stage" }, this.picture, this.said),
      this.legend,
    );
    this.listen();
    this.more = later(150, () => this.part());
    this.watch = new ResizeObserver(() => {
      if (this.wantsFit) this.fit();
    });
    this.watch.observe(this.picture);
  }

  select(label, options) {
    return element("select", { "aria-label": label, onchange: () => this.ask({}, label === "Direction") }, ...options.map(([value, text]) => element("option", { value }, text)));
  }

  changed(what) {
    if (what.includes("newer") || this.shown === null) this.ask(this.choice.key === null ? {} : { act: "reveal", key: this.choice.key }, true);
    else if (what.includes("key") || what.includes("view")) this.reveal();
  }

  reveal() {
    const key = this.choice.key;
    if (key === null) return;
    const place = this.nodes.findIndex((node) => node[10] === key);
    if (place < 0) this.ask({ act: "reveal", key }, false);
    else this.mark(place, true);
  }

  ask(details, fits) {
    const newer = this.choice.newer;
    this.channel.ask("graph", { newer, colour: this.colour.value, direction: this.direction.value, ...details }).then(
      (answer) => {
        this.meta = answer;
        fits = fits || this.shown !== newer;
        this.shown = newer;
        this.drawLegend();
        return this.channel.ask("part", { rect: null }).then((part) => {
          this.isPartial = part.left_out > 0;
          this.draw(part);
          if (fits) this.fit();
          const key = this.choice.key;
          const place = key === null ? -1 : this.nodes.findIndex((node) => node[10] === key);
          if (place < 0) return;
          const goes = details.act === "reveal";
          if (goes && this.zoom < 0.6) this.scale(0.85 / this.zoom);
          this.mark(place, goes);
        });
      },
      (error) => this.failed(error),
    ).catch((error) => this.failed(error));
  }

  // With more nodes than a message holds, the ones in sight are asked for after each move.
  part() {
    if (!this.isPartial || !this.meta) return;
    const width = this.picture.clientWidth / this.zoom;
    const height = this.picture.clientHeight / this.zoom;
    const left = -this.x / this.zoom;
    const top = -this.y / this.zoom;
    const rect = [left, top, left + width, top + height].map(Math.round);
    this.channel.ask("part", { rect }).then((part) => this.draw(part), () => {});
  }

  theme() {
    return this.node.closest("[data-theme]")?.dataset.theme === "dark" ? "dark" : "light";
  }

  drawLegend() {
    if (!this.meta) return;
    const theme = this.theme();
    const used = new Set(this.meta.used);
    const shown = this.meta.legend.filter((entry, code) => used.has(code));
    replace(
      this.legend,
      ...shown.map((entry) => {
        const sign = svg("svg", { viewBox: "-11 -11 22 22", width: "16", height: "16", "aria-hidden": "true" }, this.shape(entry.shape, entry[theme]), this.letter(entry.mark, entry[theme]));
        return element("span", { class: "ck-total" }, sign, ` ${entry.name} `, element("span", { class: "ck-quiet" }, entry.count));
      }),
      element("span", { class: "ck-quiet" }, "ring: folded; pile: alike; dashed: slot"),
    );
  }

  shape(shape, colour) {
    const hollow = shape.startsWith("hollow ");
    const kind = hollow ? shape.slice(7) : shape;
    const paint = hollow ? { fill: "var(--ck-canvas)", stroke: colour, "stroke-dasharray": "2 2" } : { fill: colour };
    if (kind === "rounded square" || kind === "small square") {
      const half = RADIUS * (kind === "rounded square" ? 0.95 : 0.62);
      return svg("rect", { x: -half, y: -half, width: 2 * half, height: 2 * half, rx: kind === "rounded square" ? 4 : 1, ...paint });
    }
    if (kind === "diamond") return svg("path", { d: `M0 ${-RADIUS}L${RADIUS} 0L0 ${RADIUS}L${-RADIUS} 0z`, ...paint });
    if (kind === "triangle") return svg("path", { d: `M0 ${-RADIUS}L${RADIUS * 0.95} ${RADIUS * 0.75}H${-RADIUS * 0.95}z`, ...paint });
    return svg("circle", { r: RADIUS * ({ "small circle": 0.68, dot: 0.48 }[kind] || 1), ...paint });
  }

  letter(mark, colour) {
    if (!mark || mark === "–") return null;
    const channel = (place) => parseInt(colour.slice(place, place + 2), 16) / 255;
    const bright = 0.3 * channel(1) + 0.59 * channel(3) + 0.11 * channel(5);
    return svg("text", { class: "ck-inside", "text-anchor": "middle", y: 3.2, fill: bright > 0.55 ? "#101418" : "#FFFFFF", "font-size": mark.length > 1 ? 6.5 : 9 }, mark);
  }

  draw(part) {
    const theme = this.theme();
    const chosen = this.nodes[this.active]?.[0];
    this.drawn = part;
    const hidden = part.left_out ? `; ${part.left_out.toLocaleString("en")} of them not drawn: zoom in` : "";
    replace(this.counted, this.meta.counted + hidden);
    this.nodes = part.nodes;
    const lines = part.lines.map(([x0, y0, x1, y1, slot]) => svg("path", { class: CURVE[slot], d: `M${x0} ${y0}L${x1} ${y1}` }));
    const curves = part.curves.map(([kind, x, y, ...rest]) => {
      let d = `M${x} ${y}`;
      for (let at = 0; at + 5 < rest.length; at += 6) d += `C${rest.slice(at, at + 6).join(" ")}`;
      return svg("path", { class: CURVE[kind], d });
    });
    const heads = part.heads.map((corner) => svg("path", { class: "ck-tip", d: `M${corner.slice(0, 2)}L${corner.slice(2, 4)}L${corner.slice(4, 6)}z` }));
    const names = part.names.map(([left, top, right, bottom, text]) =>
      svg("text", { class: "ck-edge-name", x: (left + right) / 2, y: (top + bottom) / 2 + 3.9, "text-anchor": "middle" }, text),
    );
    this.groups = part.nodes.map((node, place) => this.group(node, place, theme, part.one_line));
    replace(this.layer, ...lines, ...curves, ...heads, ...names, ...this.groups);
    this.active = chosen === undefined ? -1 : this.nodes.findIndex((node) => node[0] === chosen);
    if (this.active >= 0) this.groups[this.active].classList.add("ck-chosen");
    this.move();
  }

  group(node, place, theme, oneLine) {
    const [, x, y, code, shape, label, detail, inside, stack, , , ring, mark, below] = node;
    const kind = this.meta.legend[code];
    const colour = kind ? kind[theme] : "var(--ck-muted)";
    const parts = [];
    if (stack > 1) for (const away of [6.5, 3.3]) {
      const card = this.shape(shape === "dot" ? "small circle" : shape, colour);
      card.setAttribute("transform", `translate(${away} ${-away})`);
      card.setAttribute("class", "ck-card");
      parts.push(card);
    }
    else if (inside) parts.push(svg("circle", { r: 11.4, fill: "none", stroke: colour, "stroke-width": 1.4 }));
    parts.push(this.shape(shape, colour), this.letter(mark, colour));
    if (ring) {
      const bad = this.meta.bad[theme];
      parts.push(svg("circle", { r: 13.5, fill: "none", stroke: bad, "stroke-width": 2 }), svg("text", { x: -19, y: -8, fill: bad, class: "ck-ring-mark" }, ring));
    }
    const place2 = below ? { "text-anchor": "middle", x: 0, y: 23 } : { x: 16, y: detail && !oneLine ? -2.5 : 4.6 };
    parts.push(svg("circle", { class: "ck-halo", r: 12.8 }));
    const text = svg("text", { class: "ck-name", ...place2 }, label);
    if (detail && oneLine) text.append(svg("tspan", { class: "ck-detail", dx: 7 }, detail));
    parts.push(text);
    if (detail && !oneLine) parts.push(svg("text", { class: "ck-detail", ...place2, y: below ? 38 : 12 }, detail));
    const words = `${label}${detail ? `, ${detail}` : ""}${inside ? `, ${inside} nodes inside` : ""}`;
    return svg(
      "g",
      { transform: `translate(${x} ${y})`, class: "ck-node", role: "img", "aria-label": words, onclick: () => this.pick(place), ondblclick: () => this.fold(place) },
      svg("title", {}, words),
      ...parts,
    );
  }

  pick(place) {
    this.mark(place, false);
    const key = this.nodes[place][10];
    if (key >= 0) this.choice.set({ key });
  }

  mark(place, centre) {
    if (this.groups[this.active]) this.groups[this.active].classList.remove("ck-chosen");
    this.active = place;
    const node = this.nodes[place];
    this.groups[place].classList.add("ck-chosen");
    replace(this.said, `${this.groups[place].getAttribute("aria-label")}${node[9] ? " (Enter folds or unfolds)" : ""}`);
    const [left, top] = [node[1] * this.zoom + this.x, node[2] * this.zoom + this.y];
    const { clientWidth: width, clientHeight: height } = this.picture;
    if (centre && !(left > 20 && top > 20 && left < width - 60 && top < height - 20)) {
      this.x += width / 2 - left;
      this.y += height / 2 - top;
      this.move();
    }
  }

  fold(place) {
    if (this.nodes[place]?.[9]) this.ask({ act: "fold", node: this.nodes[place][0] }, false);
  }

  fit() {
    if (!this.meta || !this.picture.clientWidth) {
      this.wantsFit = true;
      return;
    }
    this.wantsFit = false;
    const [left, top, right, bottom] = this.meta.bounds;
    const width = Math.max(right - left, 1) + 48;
    const height = Math.max(bottom - top, 1) + 72; // the words of the chosen node stand below
    const whole = Math.min(this.picture.clientWidth / width, this.picture.clientHeight / height, 1.2);
    this.zoom = Math.max(whole, 0.02);
    this.x = (this.picture.clientWidth - (left + right) * this.zoom) / 2;
    this.y = (this.picture.clientHeight - (top + bottom) * this.zoom) / 2;
    this.move();
  }

  scale(by, at) {
    const [x, y] = at || [this.picture.clientWidth / 2, this.picture.clientHeight / 2];
    const zoom = Math.min(Math.max(this.zoom * by, 0.02), 4);
    this.x = x - ((x - this.x) * zoom) / this.zoom;
    this.y = y - ((y - this.y) * zoom) / this.zoom;
    this.zoom = zoom;
    this.move();
  }

  move() {
    this.layer.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.zoom})`);
    this.picture.classList.toggle("ck-far", this.zoom < TEXTS_FROM);
    this.more();
  }

  listen() {
    const picture = this.picture;
    picture.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const from = [event.clientX - this.x, event.clientY - this.y];
      let moved = false;
      const drag = (now) => {
        if (!moved && Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) < 4) return;
        if (!moved) picture.setPointerCapture(event.pointerId);
        moved = true;
        this.x = now.clientX - from[0];
        this.y = now.clientY - from[1];
        this.move();
      };
      const end = () => {
        picture.removeEventListener("pointermove", drag);
        picture.removeEventListener("pointerup", end);
        picture.removeEventListener("pointercancel", end);
      };
      picture.addEventListener("pointermove", drag);
      picture.addEventListener("pointerup", end);
      picture.addEventListener("pointercancel", end);
    });
    // The wheel scrolls the notebook until the graph was clicked, or with Ctrl.
    picture.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && !picture.matches(":focus")) return;
      event.preventDefault();
      const box = picture.getBoundingClientRect();
      this.scale(Math.exp(-event.deltaY / 300), [event.clientX - box.left, event.clientY - box.top]);
    }, { passive: false });
    picture.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const act = {
      "+": () => this.scale(1.3),
      "=": () => this.scale(1.3),
      "-": () => this.scale(1 / 1.3),
      0: () => this.fit(),
      Enter: () => this.fold(this.active),
      " ": () => this.fold(this.active),
    }[event.key];
    if ((!way && !act) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) act();
    else if (event.shiftKey) {
      this.x -= 60 * way[0];
      this.y -= 60 * way[1];
      this.move();
    } else this.walk(way);
  }

  // To the nearest node in a direction: what lies aside counts double.
  walk([right, down]) {
    if (!this.nodes.length) return;
    if (this.active < 0) {
      this.pick(0);
      return;
    }
    const [, x, y] = this.nodes[this.active];
    let best = -1;
    let least = Infinity;
    this.nodes.forEach((node, place) => {
      const along = (node[1] - x) * right + (node[2] - y) * down;
      const aside = Math.abs((node[1] - x) * down) + Math.abs((node[2] - y) * right);
      if (along > 1 && along + 2 * aside < least) [least, best] = [along + 2 * aside, place];
    });
    if (best < 0) return;
    this.pick(best);
    this.mark(best, true);
  }

  recolour() {
    this.drawLegend();
    if (this.drawn) this.draw(this.drawn);
  }

  close() {
    this.watch.disconnect();
  }
}

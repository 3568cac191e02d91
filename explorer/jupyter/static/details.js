// What is known of the chosen variable, beside every tab.
import { element, replace } from "./dom.js";

export class Details {
  constructor(channel, choice) {
    this.channel = channel;
    this.choice = choice;
    this.node = element("div", { class: "ck-details", "aria-label": "Chosen variable", role: "region", "aria-live": "polite" });
    this.nothing();
  }

  nothing() {
    replace(this.node, element("div", { class: "ck-heading" }, "Variable"), element("p", { class: "ck-quiet" }, "Choose one in any view."));
  }

  changed(what) {
    if (!what.includes("key") && !what.includes("newer")) return;
    const { key, newer } = this.choice;
    if (key === null) return;
    this.channel.ask("variable", { key, newer }).then(
      (answer) => {
        if (key !== this.choice.key || newer !== this.choice.newer) return;
        const facts = answer.facts.flatMap(([title, text]) => [element("dt", {}, title), element("dd", {}, text)]);
        replace(
          this.node,
          element("div", { class: "ck-heading" }, "Variable"),
          element("div", { class: "ck-key" }, answer.key),
          answer.problem ? element("p", { class: "ck-bad" }, answer.problem) : null,
          element("dl", {}, ...facts),
        );
      },
      () => {},
    );
  }
}

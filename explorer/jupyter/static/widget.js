// The widget: panels around one choice. Exported as anywidget wants it.
import { button, element, replace } from "./dom.js";
import { followTheme } from "./theme.js";
import { Channel, Choice } from "./channel.js";
import { Directory, Timeline } from "./timeline.js";
import { Variables } from "./variables.js";
import { Graph } from "./graph.js";
import { Histograms } from "./histograms.js";
import { Compare } from "./compare.js";
import { Restore } from "./restore.js";
import { Details } from "./details.js";

const TITLES = { variables: "Variables", graph: "Graph", histograms: "Histograms", compare: "Compare", restore: "Restore" };

function render({ model, el }) {
  const start = model.get("start");
  const choice = new Choice({ newer: start.newer, older: start.older, key: null, view: start.view });
  const status = element("div", { class: "ck-state", role: "status" });
  const channel = new Channel(model, (words, share, cancel) => {
    const bar = share === null ? null : element("progress", { max: "1", value: share, "aria-label": words });
    replace(status, words ? element("span", {}, words) : null, bar, cancel ? button("Cancel", "Stop this", cancel) : null);
  });
  const notice = element("div", { class: "ck-notice", role: "alert", hidden: true });
  const failed = (error) => {
    if (!error || error.cancelled) return;
    notice.hidden = false;
    replace(notice, element("span", {}, element("b", {}, error.problem || String(error)), " ", error.hint || ""), button("✕", "Dismiss", () => (notice.hidden = true)));
  };
  const directory = new Directory(choice, start.look);
  const timeline = new Timeline(choice, start.look);
  const details = new Details(channel, choice);
  const views = {
    variables: new Variables(channel, choice, start, failed),
    graph: new Graph(channel, choice, start.look, failed),
    histograms: new Histograms(channel, choice, start.look, failed),
    compare: new Compare(channel, choice, start.look, failed),
    restore: new Restore(channel, choice, start.look, start, failed),
  };
  const number = Math.random().toString(36).slice(2);
  const tabs = {};
  const panels = {};
  for (const [name, view] of Object.entries(views)) {
    tabs[name] = element("button", { type: "button", role: "tab", class: "ck-tab", id: `ck-${number}-${name}`, "aria-controls": `ck-${number}-${name}-panel`, onclick: () => choice.set({ view: name }) }, TITLES[name]);
    panels[name] = element("div", { role: "tabpanel", class: "ck-panel", id: `ck-${number}-${name}-panel`, "aria-labelledby": `ck-${number}-${name}` }, view.node);
  }
  const walk = (event) => {
    const names = Object.keys(tabs);
    const now = names.indexOf(choice.view);
    const next = { ArrowRight: (now + 1) % names.length, ArrowLeft: (now + names.length - 1) % names.length, Home: 0, End: names.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choice.set({ view: names[next] });
    tabs[names[next]].focus();
  };
  const reload = button("Reload", "Look at the directory again", () =>
    channel.ask("directory", {}).then((answer) => {
      showDirectory(answer.directory);
      if (choice.newer < 0 && answer.latest >= 0) choice.set({ newer: answer.latest });
    }, failed),
  );
  const root = element(
    "div",
    { class: "ckptx-widget", role: "group", "aria-label": "Checkpoint Explorer" },
    element("div", { class: "ck-bar" }, element("div", { role: "tablist", class: "ck-tabs", "aria-label": "Views", onkeydown: walk }, ...Object.values(tabs)), status, reload),
    notice,
    element("div", { class: "ck-body" }, element("div", { class: "ck-side" }, directory.node, details.node), element("div", { class: "ck-main" }, ...Object.values(panels))),
    timeline.node,
  );
  const showDirectory = (found) => {
    directory.show(found);
    timeline.show(found);
    views.restore.fill(found);
  };
  const showView = () => {
    for (const name of Object.keys(views)) {
      const shown = name === choice.view;
      tabs[name].setAttribute("aria-selected", String(shown));
      tabs[name].tabIndex = shown ? 0 : -1;
      panels[name].hidden = !shown;
    }
  };
  const changed = (what) => {
    notice.hidden = true;
    if (what.includes("view")) showView();
    if (what.includes("newer") || what.includes("older")) {
      directory.mark();
      timeline.mark();
    }
    details.changed(what);
    views[choice.view].changed(what);
  };
  choice.listeners.add(changed);
  root.addEventListener("ck-theme", () => views.graph.recolour());
  // Typing must not run the commands of other notebooks either.
  root.addEventListener("keydown", (event) => event.target.matches("input, select") && event.stopPropagation());
  el.append(root);
  const unfollow = followTheme(root, start.look);
  showDirectory(start.directory);
  showView();
  if (start.directory.more) channel.ask("directory", {}).then((answer) => showDirectory(answer.directory), failed);
  if (choice.view !== "variables" && choice.newer >= 0) views[choice.view].changed(["view"]);
  const hidden = hideStill(start.still);
  return () => {
    hidden.remove();
    unfollow();
    channel.close();
    for (const view of Object.values(views)) view.close();
  };
}

// The still table beside a living widget says the same twice; without a living widget it is what shows.
function hideStill(still) {
  const mark = CSS.escape(still || "none");
  const rule = `[data-ckptx-still="${mark}"], .jp-OutputArea-child:has(> .jp-OutputArea-output [data-ckptx-still="${mark}"]) { display: none !important; }`;
  const style = element("style", {}, rule);
  document.head.append(style);
  return style;
}

export default { render };

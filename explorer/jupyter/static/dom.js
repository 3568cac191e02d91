// Elements without markup: every text becomes a text node, so no name from a file is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

export function element(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  // What can have the focus tells JupyterLab that its keys are its own: "b" in here adds no cell.
  if (node.tabIndex >= 0) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function replace(node, ...children) {
  node.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== ""));
}

// Runs once things have been quiet for a moment, for filters and resizing.
export function later(wait, act) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
}

export function cssName(word) {
  return String(word).replaceAll(" ", "-");
}

export function button(text, title, act, more) {
  return element("button", { type: "button", class: "ck-button", title, "aria-label": title, onclick: act, ...more }, text);
}

// A key with what all keys end with left out, and room kept for its last part: that is what tells keys apart.
export function keyCell(key) {
  const short = key.replace(/\/\.ATTRIBUTES\/VARIABLE_VALUE$/, "");
  const cut = Math.max(short.lastIndexOf("/"), 0);
  return element(
    "span",
    { class: "ck-path", "data-full": key },
    element("span", { class: "ck-first" }, short.slice(0, cut)),
    element("span", { class: "ck-last" }, short.slice(cut), short === key ? "" : element("span", { class: "ck-quiet" }, "/…")),
  );
}

// A coloured mark with the word it stands for: colour never speaks alone.
export function badge(family, word, mark) {
  return element(
    "span",
    { class: "ck-badge", style: `--ink: var(--ck-${family}-${cssName(word)})` },
    element("span", { class: "ck-mark", "aria-hidden": "true" }, mark || ""),
    element("span", { class: "ck-word" }, word),
  );
}

// Dark or light as the page around the widget is; the colours themselves come from Python.

export function isDark() {
  const said = document.body.dataset.jpThemeLight;
  if (said === "true" || said === "false") return said === "false";
  for (const node of [document.body, document.documentElement]) {
    const kind = `${node.className} ${node.dataset.vscodeThemeKind || ""} ${node.dataset.theme || ""}`;
    if (/\blight\b/.test(kind)) return false; // before the other: "vscode-high-contrast-light"
    if (/\b(dark|vscode-high-contrast)\b/.test(kind)) return true;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

export function followTheme(root, look) {
  const apply = () => {
    const theme = isDark() ? "dark" : "light";
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    for (const [name, colour] of Object.entries(look[theme])) root.style.setProperty(`--ck-${name}`, colour);
    root.dispatchEvent(new CustomEvent("ck-theme"));
  };
  const seen = new MutationObserver(apply);
  const what = { attributes: true, attributeFilter: ["class", "data-jp-theme-light", "data-theme", "data-vscode-theme-kind"] };
  seen.observe(document.body, what);
  seen.observe(document.documentElement, what);
  const wish = matchMedia("(prefers-color-scheme: dark)");
  wish.addEventListener("change", apply);
  apply();
  return () => {
    seen.disconnect();
    wish.removeEventListener("change", apply);
  };
}

// The shim's small bar: what a host's dialog would have around the page. In a
// shadow tree, so that the page's styles and its own stay apart.

import { fillSelect, make } from "./dom.js";
import { LOCALES, THEMES } from "./options.js";

const STYLE = `
  :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; font: 14px/20px "Segoe UI", system-ui, sans-serif; }
  div { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 8px 16px;
        background: #292929; color: #fff; border-top: 1px solid #616161; }
  button, select { font: inherit; color: inherit; background: #3d3d3d; border: 1px solid #757575; border-radius: 4px; min-height: 32px; padding: 2px 12px; }
  button#save { background: #7f85f5; color: #141414; border-color: transparent; font-weight: 600; }
  button:disabled, button#save:disabled { color: #adadad; background: #333; }
  #host-status { margin-inline-end: auto; font-weight: 600; }
  #host-reason, #warnings { flex-basis: 100%; color: #f2c661; }
  #host-reason:empty, #warnings:empty { display: none; }
  :focus-visible { outline: 2px solid #fff; outline-offset: 1px; }
`;

/** Puts the bar under the page; answers a function that shows the host's state. */
export function addBar(host, { reopen, startNew }) {
  const bar = make("div", { role: "toolbar", "aria-label": "Pretend Teams" });
  const add = (name, attributes, ...children) => {
    const element = make(name, attributes, ...children);
    bar.append(element);
    return element;
  };
  const status = add("output", { id: "host-status", "aria-label": "Host" });
  select(add, "theme", THEMES, host.options.theme, (value) => host.setTheme(value));
  select(add, "locale", LOCALES, host.options.locale, (value) => host.setLocale(value));
  add("button", { id: "new", type: "button", click: startNew }, "New");
  add("button", { id: "configure", type: "button", click: reopen }, "Open again");
  const remove = add("button", { id: "remove", type: "button", click: () => host.remove() }, "Remove");
  const save = add("button", { id: "save", type: "button", click: () => host.save() }, "Save");
  const reason = add("span", { id: "host-reason", role: "alert" });
  const warnings = add("span", { id: "warnings", role: "status" });
  attach(bar);
  return {
    show({ status: name, reason: why, canSave, canRemove }) {
      status.textContent = name;
      reason.textContent = why;
      save.disabled = !canSave;
      remove.disabled = !canRemove;
    },
    warn: (text) => warnings.append(make("div", {}, text)),
  };
}

function select(add, id, labels, chosen, changed) {
  const element = add("select", { id, "aria-label": id === "theme" ? "Theme" : "Language" });
  fillSelect(element, labels, chosen);
  element.addEventListener("change", () => changed(element.value));
}

// A style sheet made by script is allowed by the page's policy, a style element
// is not. The bar stands beside the body, which belongs to the page.
function attach(bar) {
  const place = make("teams-shim", { id: "teams-shim" });
  const root = place.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(bar);
  document.documentElement.append(place);
  document.body.style.paddingBottom = "64px";
}

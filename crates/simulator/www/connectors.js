// The list of configured connectors, each one to be opened or removed again.

import { make } from "./dom.js";
import { said } from "./said.js";

/** Fills the list; `open` and `remove` get the connector pressed. */
export function showConnectors(list, all, { open, remove }) {
  const lines = all.map((connector) => line(connector, open, remove)).reverse();
  list.replaceChildren(...(lines.length > 0 ? lines : [make("li", { class: "empty" }, "No connector yet.")]));
}

function line(connector, open, remove) {
  const { configName, suggestedDisplayName, entityId, contentUrl } = connector.settings;
  const name = said(configName ?? suggestedDisplayName, "Unnamed connector");
  return make(
    "li",
    { class: "row", "data-entity-id": entityId },
    make(
      "div",
      { class: "row__text" },
      make("b", {}, name),
      make("small", { title: contentUrl }, entityId ? `entityId ${said(entityId)}` : "no entityId"),
    ),
    make("button", { type: "button", class: "quiet", "aria-label": `Configure ${name}`, click: () => open(connector) }, "Edit"),
    make("button", { type: "button", class: "quiet", "aria-label": `Remove ${name}`, click: () => remove(connector) }, "Remove"),
  );
}

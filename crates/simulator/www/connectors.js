// The list of configured connectors, each one to be opened or removed again.

import { make } from "./dom.js";
import { said } from "./said.js";

/** Fills the list; `open` and `remove` get the connector pressed. */
export function showConnectors(list, all, { open, remove }) {
  const lines = all.map((connector) => line(connector, open, remove)).reverse();
  list.replaceChildren(...(lines.length > 0 ? lines : [make("li", { class: "empty" }, "No connector yet.")]));
}

/**
 * Fills the list of what the server has from elsewhere; `remove` gets the one pressed.
 * @param {HTMLElement} part
 * @param {import("./server-list.js").Listed[]} all
 * @param {(listed: import("./server-list.js").Listed) => void} remove
 */
export function showOthers(part, all, remove) {
  part.hidden = all.length === 0;
  const lines = all.map((listed) => {
    const { id, name, notificationType } = listed;
    return make(
      "li",
      { class: "row" },
      make("div", { class: "row__text" }, make("b", {}, name), make("small", {}, `${notificationType} · entityId ${id}…`)),
      make("button", { type: "button", class: "quiet", "aria-label": `Remove ${name} from the server`, click: () => remove(listed) }, "Remove"),
    );
  });
  part.querySelector("ul")?.replaceChildren(...lines);
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

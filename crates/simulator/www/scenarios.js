// Situations worth a look, as one-click links: each is a set of the address's words.

import { make } from "./dom.js";

/** @type {{ title: string, query: string }[]} */
export const SCENARIOS = [
  { title: "A Teams that works", query: "" },
  { title: "A channel tab with a Workflow", query: "profile=tab" },
  { title: "A tab whose channel shows nothing", query: "profile=tab&channel=unseen" },
  { title: "Arabic, in the dark theme", query: "locale=ar-sa&theme=dark" },
  { title: "A narrow frame, in high contrast", query: "width=narrow&theme=contrast" },
  { title: "The backend is down", query: "backend=down" },
  { title: "The backend stores, and its answer is lost", query: "backend=dies-after-commit" },
  { title: "The page's program comes late", query: "backend=program-late" },
  { title: "The host refuses the settings", query: "set=refused" },
  { title: "The host never says what it keeps", query: "get=silent" },
  { title: "No webhook from the host", query: "webhook=never" },
  { title: "The webhook changes with the save", query: "webhook=changed" },
  { title: "The channel is gone", query: "channel=gone" },
  { title: "The channel asks for a pause", query: "channel=throttles" },
  { title: "The frame is torn down while saving", query: "midsave=teardown" },
  { title: "The page is opened to remove", query: "frame=remove" },
  { title: "Teams on Android", query: "client=mobile" },
];

/** Shows them in a list. */
export function startScenarios(list) {
  list.replaceChildren(...SCENARIOS.map(({ title, query }) => make("li", {}, make("a", { href: `/?${query}` }, title))));
}

// The first minute: three steps that tick themselves off, and what the stage says
// when no page is open. Decides from what is stored and seen; keeps nothing itself.

import { make } from "./dom.js";
import { said } from "./said.js";

/**
 * The steps of a first visit, each with whether it is done. A task counts once a channel
 * listened, and a card once it tells of such a task: the card of a save is not the goal.
 * @param {{ connectors: unknown[], tasks: { title: string, heard?: boolean }[], posts: unknown[] }} seen
 */
export function steps({ connectors, tasks, posts }) {
  const heard = tasks.filter((task) => task.heard);
  const cards = posts.map((post) => JSON.stringify(post));
  const shown = heard.some(({ title }) => cards.some((card) => card.includes(JSON.stringify(title).slice(1, -1))));
  return [
    { text: "Choose an event in the page, then select Save.", done: connectors.length > 0 },
    { text: "Report a task on the left.", done: heard.length > 0 },
    { text: "See its card in the channel on the right.", done: shown },
  ];
}

/** Why nobody hears of an event: a sentence, or nothing where somebody does. */
export function whyUnheard(deliveries, connectors) {
  if (deliveries !== 0) return "";
  return connectors.length === 0
    ? "No channel listens yet: choose an event in the page and select Save first."
    : "No configuration asks for this kind of event: edit one and choose another.";
}

/** What the empty stage says after a page was closed. */
export function closing(status, connector) {
  const settings = connector?.settings ?? {};
  const name = said(settings.configName ?? settings.suggestedDisplayName, "a configuration without a name");
  if (status === "saved" && connector) return `Saved as ${name}. Report a task on the left, or open it again.`;
  if (status === "removed") return "Removed. The channel gets no more of its cards.";
  return "No page is open. Start a new connector, or configure a stored one.";
}

/** Shows the steps in a list, a tick at what is done. */
export function showSteps(list, seen) {
  const lines = steps(seen).map(({ text, done }) =>
    make(
      "li",
      { class: "step", "data-done": String(done) },
      make("span", { class: "step__mark", "aria-hidden": "true" }, done ? "✓" : ""),
      text,
      done ? make("span", { class: "unseen" }, " Done.") : null,
    ),
  );
  list.replaceChildren(...lines);
}

// Keeps the channel's panel up to date: waits for the next card without asking
// again and again.

import { showCard } from "./card.js";
import { byId, make } from "./dom.js";

/** Cards a person can still look through. */
const SHOWN = 100;

/** Begins to listen and never ends; `arrived(posts)` hears of every change. */
export async function startChannel(arrived) {
  byId("channel-clear").addEventListener("click", () => fetch("/simulator/channel", { method: "DELETE" }));
  let revision = null;
  for (;;) {
    revision = await next(revision, arrived);
  }
}

async function next(revision, arrived) {
  try {
    const query = revision === null ? "" : `?revision=${revision}`;
    const answer = await fetch(`/simulator/channel${query}`);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const seen = answer.headers.get("simulator-revision");
    const posts = await answer.json();
    if (seen !== revision) {
      show(posts);
      arrived(posts);
    }
    return seen;
  } catch {
    // The simulator restarts: look again soon, from nothing.
    await new Promise((resume) => setTimeout(resume, 1000));
    return null;
  }
}

function show(posts) {
  const list = byId("channel");
  const lines = posts.slice(-SHOWN).map(line);
  list.replaceChildren(...(lines.length > 0 ? lines : [make("li", { class: "empty" }, "No card yet.")]));
  list.scrollTop = list.scrollHeight;
}

function line(post) {
  const time = new Date(post.receivedAt);
  return make(
    "li",
    { class: "message", "data-hook": post.hook },
    make(
      "div",
      { class: "message__head" },
      make("b", {}, post.family === "workflow" ? "Workflows" : "Task notifications"),
      make("time", { datetime: time.toISOString() }, time.toLocaleTimeString()),
    ),
    showCard(post),
    post.says ? make("small", { class: "says" }, post.says) : null,
  );
}

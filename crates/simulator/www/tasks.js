// A small task list that plays the operator's own system: every change is
// reported as an event, through the simulator, which holds the token.

import { copied } from "./copied.js";
import { byId, make } from "./dom.js";
import { connectors, tasks } from "./memory.js";
import { createdEvent, inAWeek, updatedEvent } from "./sample.js";
import { whyUnheard } from "./steps.js";

/** Brings the task panel to life; `reported()` hears of each task that was accepted. */
export function startTasks(reported) {
  const title = byId("task-title");
  byId("task-form").addEventListener("submit", (event) => {
    event.preventDefault();
    create(title, reported);
  });
  byId("task-update").addEventListener("click", () => update(title, reported));
  showTasks();
}

function create(title, reported) {
  const text = title.value.trim();
  if (text === "") return say("Give the task a title first.", true);
  const number = (tasks.all().at(-1)?.number ?? 0) + 1;
  // Another profile counts from one too, but is another system's task.
  const id = `T-${number}-${crypto.randomUUID().slice(0, 8)}`;
  title.value = "";
  const task = { id, number, title: text, changes: 0, due: inAWeek() };
  return report(task, createdEvent(task), reported);
}

function update(title, reported) {
  const newest = tasks.all().at(-1);
  if (!newest) return say("There is no task to update yet.", true);
  const text = title.value.trim() || newest.title;
  title.value = "";
  const task = { ...newest, title: text, changes: newest.changes + 1 };
  return report(task, updatedEvent(task, newest), reported);
}

async function report(task, event, reported) {
  tasks.keep(task);
  showTasks();
  say("Reporting…");
  try {
    const answer = await fetch("/simulator/events", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
    });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) accepted(task, body.deliveries, reported);
    else say(`Refused (${answer.status}): ${body.detail ?? body.title ?? "no reason"}`, true);
  } catch {
    say("The simulator does not answer.", true);
  }
}

function accepted(task, deliveries, reported) {
  say(`Accepted for ${count(deliveries)}.`);
  byId("task-why").textContent = whyUnheard(deliveries, connectors.all());
  if (deliveries > 0) tasks.keep({ ...task, heard: true });
  reported();
}

function count(deliveries) {
  return deliveries === 1 ? "1 channel" : `${deliveries ?? "?"} channels`;
}

function say(text, failed = false) {
  const result = byId("task-result");
  result.textContent = text;
  result.classList.toggle("bad", failed);
  byId("task-why").textContent = "";
}

/** Shows what is stored, the newest first. */
export function showTasks() {
  const lines = tasks.all().map((task) => {
    const { number, title, changes } = task;
    const copy = ({ currentTarget }) => copied(currentTarget, asCurl(task));
    return make(
      "li",
      { class: "row" },
      make("span", { class: "row__text" }, make("b", {}, `${number}. ${title}`)),
      make("small", {}, changes === 0 ? "new" : `changed ${changes}×`),
      make("button", { type: "button", class: "quiet", "aria-label": `Copy as curl: ${title}`, click: copy }, "curl"),
    );
  });
  byId("tasks").replaceChildren(...lines.reverse());
}

/** The command that reports a task as new, for a shell. */
export function asCurl(task, origin = location.origin) {
  const quoted = JSON.stringify(createdEvent(task)).replaceAll("'", "'\\''");
  return `curl -X POST ${origin}/simulator/events -H 'content-type: application/json' -d '${quoted}'`;
}

// What the simulator's tasks tell about themselves: all that an event can say, so
// that a developer sees what becomes of it on a card.

const STATES = ["Open", "In progress", "Done"];
const WEEK_MS = 7 * 24 * 3_600_000;

/** The day in a week, as an event writes it. */
export function inAWeek(now = Date.now()) {
  return new Date(now + WEEK_MS).toISOString().slice(0, 10);
}

/** The event that reports a new task. */
export function createdEvent(task) {
  return { type: "created", actor: "Dev Contoso", task: told(task, "A task from the simulator.") };
}

/** The event that reports what is different now. */
export function updatedEvent(task, before) {
  const times = task.changes === 1 ? "once" : `${task.changes} times`;
  const changes = [{ field: "Status", from: state(before), to: state(task) }];
  if (task.title !== before.title) changes.unshift({ field: "Title", from: before.title, to: task.title });
  return { type: "updated", actor: "Dev Contoso", changes, task: told(task, `Changed ${times}.`) };
}

function told(task, description) {
  const { id, title, due } = task;
  return {
    id,
    title,
    description,
    assignedTo: "Kim Example",
    url: `https://tasks.example.com/${id}`,
    ...(due && { due }),
    importance: "high",
    fields: [{ name: "Status", value: state(task), short: true }],
  };
}

function state({ changes }) {
  return STATES[changes % STATES.length];
}

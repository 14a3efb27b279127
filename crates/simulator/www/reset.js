// Everything stored is forgotten: here, on the backend and in the channel.

import { connectors, forgetAll } from "./memory.js";

/** Forgets all of it; answers a sentence that says what could not be. */
export async function resetAll() {
  const ids = connectors.all().flatMap(({ settings }) => settings.entityId ?? []);
  const answers = await Promise.all(ids.map((id) => ask(`/api/v1/connectors/${encodeURIComponent(id)}`)));
  await ask("/simulator/channel");
  forgetAll();
  const left = answers.filter((done) => !done).length;
  return left === 0 ? "Everything is as on the first day." : `The backend still has ${left} of them: it did not let this window remove them.`;
}

/** What is gone already is as good. */
async function ask(address) {
  const answer = await fetch(address, { method: "DELETE" }).catch(() => null);
  return answer !== null && (answer.ok || answer.status === 404);
}

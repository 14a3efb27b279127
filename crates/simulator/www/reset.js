// Everything stored is forgotten: here, on the backend and in the channel.

import { connectors, forgetAll } from "./memory.js";
import { listed, removeListed } from "./server-list.js";
import { signedToken } from "./sign-in.js";

/**
 * Forgets all of it, as this person where people sign in; answers a sentence that says what
 * could not be.
 * @param {{ person: string }} options
 */
export async function resetAll({ person }) {
  const ids = connectors.all().flatMap(({ settings }) => settings.entityId ?? []);
  const answers = await Promise.all(ids.map((id) => ask(`/api/v1/connectors/${encodeURIComponent(id)}`, person)));
  const left = answers.filter((done) => !done).length + (await removeOthers());
  await ask("/simulator/channel");
  forgetAll();
  return left === 0 ? "Everything is as on the first day." : `The backend still has ${left} of them: it did not let this window remove them.`;
}

/** The server lists a part of them at a time; how many it did not let go. */
async function removeOthers() {
  for (;;) {
    const all = await listed();
    const done = await Promise.all(all.map(removeListed));
    const left = done.filter((gone) => !gone).length;
    if (all.length === 0 || left > 0) return left;
  }
}

/** What is gone already is as good. */
async function ask(address, person = "") {
  let answer = await remove(address, {});
  if (answer?.status === 401) {
    const token = await signedToken({ person, version: "2.0", age: 0 });
    answer = await remove(address, { authorization: `Bearer ${token}` });
  }
  return answer !== null && (answer.ok || answer.status === 404);
}

function remove(address, headers) {
  return fetch(address, { method: "DELETE", headers }).catch(() => null);
}

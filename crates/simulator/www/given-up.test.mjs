// A call that went with its frame is told in the message log.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tellGivenUp } from "./given-up.js";

async function told(get) {
  const notes = [];
  /** @type {() => Promise<void>} */
  let due;
  tellGivenUp((text) => notes.push(text), { get, after: (action) => (due = action) });
  await due();
  return notes;
}

test("every call is named, and a server that cannot say is left alone", async () => {
  const answers = async () => ({ ok: true, json: async () => ["PUT /api/v1/connectors/7"] });
  assert.deepEqual(await told(answers), ["The page went while PUT /api/v1/connectors/7 waited for its answer."]);
  assert.deepEqual(await told(async () => ({ ok: false })), []);
  assert.deepEqual(await told(async () => { throw new Error("gone"); }), []);
});

// Where cards go, as both generations of the SDK say it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { startUpLines } from "../../crates/xtask/npm/start-up.mjs";

const SCRIPT = startUpLines("src/teams/place.js");

/** What the document shows once the host has said this. */
async function shown(said) {
  const place = {
    textContent: "This channel", isOurs: true,
    removeAttribute: (name) => (place.isOurs = name !== "data-text"),
  };
  const connection = () => (said ? Promise.resolve(said) : Promise.reject(new Error("no host")));
  const window = { document: { getElementById: () => place }, teamsBoot: { connection } };
  runInNewContext(SCRIPT, { window });
  await new Promise((resume) => setImmediate(resume));
  return [place.textContent, place.isOurs];
}

test("both generations name the channel and its team, each apart from the words around it", async () => {
  const named = ["\u2068General\u2069 (\u2068Sales\u2069)", false];
  assert.deepEqual(await shown({ channelName: "General", teamName: "Sales" }), named);
  assert.deepEqual(await shown({ app: {}, channel: { displayName: "General" }, team: { displayName: "Sales" } }), named);
});

test("a channel without a known team is named alone", async () => {
  assert.deepEqual(await shown({ channelName: "General" }), ["\u2068General\u2069", false]);
  assert.deepEqual(await shown({ app: {}, channel: { displayName: "General" } }), ["\u2068General\u2069", false]);
});

test("where no channel is named, the document's own words stay, and are translated", async () => {
  for (const said of [{}, { teamName: "Sales" }, { app: {}, channel: {} }, null]) {
    assert.deepEqual(await shown(said), ["This channel", true], JSON.stringify(said));
  }
});

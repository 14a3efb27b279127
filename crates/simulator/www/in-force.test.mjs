// What is in force is told, whoever set it; a Teams that works has nothing to tell.

import assert from "node:assert/strict";
import { test } from "node:test";
import { channelMode, inForce, SCRIPT } from "./in-force.js";
import { BACKEND, CHANNEL, channelScript, defaults, FAULTS } from "./options.js";

const WORKS = { backend: "ok", channel: "ok" };

test("a Teams that works has nothing to tell", () => {
  assert.deepEqual(inForce(defaults(), WORKS), []);
  assert.deepEqual(inForce({ ...defaults(), theme: "dark", locale: "ar-sa", sdk: "shim" }, WORKS), []);
});

test("every other choice is told by its name and in words", () => {
  for (const [name, { label, values }] of Object.entries(FAULTS)) {
    for (const [value, words] of Object.entries(values).filter(([value]) => value !== defaults()[name])) {
      assert.deepEqual(inForce({ ...defaults(), [name]: value }, WORKS), [{ name, text: `${label}: ${words}` }]);
    }
  }
  for (const [backend, words] of Object.entries(BACKEND.values).filter(([mode]) => mode !== "ok")) {
    assert.deepEqual(inForce(defaults(), { ...WORKS, backend }), [{ name: "backend", text: `Backend ${words}` }]);
  }
  assert.deepEqual(inForce(defaults(), { ...WORKS, channel: "unseen" }), [{ name: "channel", text: "The channel takes cards and shows none" }]);
  assert.match(inForce(defaults(), { ...WORKS, channel: SCRIPT })[0].text, /plays a script/);
});

test("the channel's script is known again, also when some of it was played", () => {
  const asServed = (one) => ({ status: null, hang: false, reset: false, shown: null, headers: {}, ...one });
  for (const mode of Object.keys(CHANNEL.values)) {
    const script = channelScript(mode).map(({ times, ...one }) => asServed({ times: times - 7, ...one }));
    assert.equal(channelMode(script), mode);
  }
  assert.equal(channelMode([asServed({ times: 3, status: 410 })]), SCRIPT);
  assert.equal(channelMode([asServed(channelScript("gone")[0]), asServed({})]), SCRIPT);
});

// docs/simulator.md names every word and value that the address takes, and no other.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BACKEND, CHANNEL, channelScript, defaults, FAULTS, LOCALES, THEMES } from "./options.js";

const TEXT = readFileSync(new URL("../../../docs/simulator.md", import.meta.url), "utf8");

/** The tables with one value per row, as `word value`. */
function documented() {
  let word = "";
  const rows = TEXT.matchAll(/^\| (?:`([a-z]+)`)? ?\| `([a-z0-9-]+)` \| /gm);
  return [...rows].map(([, named, value]) => {
    word = named ?? word;
    return `${word} ${value}`;
  });
}

test("every value of every choice is described, and nothing else", () => {
  const choices = { ...FAULTS, backend: BACKEND, channel: CHANNEL };
  const offered = Object.entries(choices).flatMap(([word, { values }]) => Object.keys(values).map((value) => `${word} ${value}`));
  assert.deepEqual(documented().toSorted(), offered.toSorted());
});

test("the host's other words are described", () => {
  const words = Object.keys(defaults()).filter((word) => !Object.hasOwn(FAULTS, word));
  for (const word of [...words, ...Object.keys(THEMES), ...Object.keys(LOCALES)]) {
    assert.ok(TEXT.includes(`\`${word}\``), word);
  }
});

test("every answer of the channel but the usual one has a script", () => {
  for (const mode of Object.keys(CHANNEL.values)) {
    assert.equal(channelScript(mode).length, mode === "ok" ? 0 : 1, mode);
  }
});

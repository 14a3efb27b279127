// A scenario is made of words that the address knows; a misspelt one would show nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { misspelt } from "./misspelt.js";
import { SCENARIOS } from "./scenarios.js";

test("every scenario is spelt right, and is another one", () => {
  for (const { title, query } of SCENARIOS) assert.deepEqual(misspelt(new URLSearchParams(query)), [], title);
  assert.equal(new Set(SCENARIOS.map(({ query }) => query)).size, SCENARIOS.length);
});

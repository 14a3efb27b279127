// The dialog around the page speaks every language of the page, and Arabic from the right.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hostWords } from "./host-words.js";
import { LOCALES } from "./options.js";

test("every language that can be chosen has its own words", () => {
  const all = Object.keys(LOCALES).map(hostWords);
  assert.equal(new Set(all.map(({ lang }) => lang)).size, all.length);
  for (const { save, cancel, remove } of all) assert.equal(new Set([save, cancel, remove, ""]).size, 4);
});

test("what is not spoken is English, and only Arabic is mirrored", () => {
  assert.deepEqual([hostWords("xx-yy").save, hostWords("xx-yy").dir], ["Save", "ltr"]);
  assert.deepEqual([hostWords("ar-sa").dir, hostWords("de-de").dir], ["rtl", "ltr"]);
});

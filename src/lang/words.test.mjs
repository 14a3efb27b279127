// Which language a locale reads, as the start-up lines choose it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SOURCE = readFileSync(new URL("./words.js", import.meta.url), "utf8").replace("ENGLISH", "[]");
const LIST = JSON.parse(readFileSync(new URL("./languages.json", import.meta.url), "utf8"));
// Backwards: which of two of one base is found must not hang on their order.
const TEXTS = Object.fromEntries(LIST.map(({ tag }) => [tag, tag]).filter(([tag]) => tag !== "en").reverse());

/** The file that is fetched for a locale; none for English. */
function reads(locale) {
  let fetched = "en";
  const document = { documentElement: { dataset: { texts: JSON.stringify(TEXTS) }, lang: "en" } };
  const fetch = (file) => ((fetched = file), new Promise(() => {}));
  const window = { document, fetch };
  runInNewContext(SOURCE, { window });
  window.teamsWords.speak(locale);
  return fetched;
}

test("a locale reads its own language or English", () => {
  for (const { tag, locales } of LIST) {
    for (const locale of locales.flatMap((each) => [each, each.replaceAll("-", "_").toUpperCase()])) {
      assert.equal(reads(locale), tag, locale);
    }
  }
});

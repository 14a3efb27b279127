// Which language a locale reads, as the start-up lines choose it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SOURCE = readFileSync(new URL("./words.js", import.meta.url), "utf8").replace("ENGLISH", "[]");
const TEXTS = { "pt-BR": "pt-BR", "zh-CN": "zh-CN", de: "de" };

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
  const expected = {
    "de-at": "de", "pt-pt": "pt-BR", "PT-BR": "pt-BR", "fil-ph": "en", "": "en",
    zh: "zh-CN", "zh-cn": "zh-CN", "zh-SG": "zh-CN", "zh-Hans-HK": "zh-CN",
    "zh-tw": "en", "zh-TW": "en", zh_HK: "en", "zh-MO": "en", "zh-Hant": "en", "zh-Hant-CN": "en",
  };
  for (const [locale, file] of Object.entries(expected)) assert.equal(reads(locale), file, locale);
});

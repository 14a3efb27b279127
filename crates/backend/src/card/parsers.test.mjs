// The escaped texts, as `escape` has them, in the web's own parsers: the dates of
// Adaptive Cards, then markdown-it, which their renderer asks. Every text has to
// come out as it was written, as paragraphs and nothing else.

import { formatText } from "adaptivecards/lib/text-formatters.js";
import markdownIt from "markdown-it";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const SNAPSHOT = new URL("./escape/snapshots/backend__card__escape__tests__escapes.snap", import.meta.url);
const rows = JSON.parse(readFileSync(SNAPSHOT, "utf8").split(/^---$/m)[2]);
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"' };

/** What a person sees of a text, and the kinds of element it became. */
function shown(text, markdown) {
  const html = markdown.render(formatText("en", text));
  const tags = [...html.matchAll(/<(\w+)/g)].map(([, name]) => name);
  const plain = html.trimEnd().replace(/<\/p>\s*<p>/g, "\n").replace(/<\/?p>/g, "");
  const decoded = plain.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
  return { tags: new Set(tags), text: decoded.replaceAll("\u200b", "").replaceAll("\u02cb", "`") };
}

const PARSERS = {
  "as Adaptive Cards use it": markdownIt(),
  "with HTML let through": markdownIt({ html: true }),
  "by the letter of CommonMark": markdownIt("commonmark"),
};

for (const [name, markdown] of Object.entries(PARSERS)) {
  test(`every text comes out as it was written: ${name}`, () => {
    for (const [written, adaptive, messageCard] of rows) {
      for (const escaped of [adaptive, messageCard]) {
        const seen = shown(escaped, markdown);
        assert.equal(seen.text, written, JSON.stringify(escaped));
        assert.deepEqual([...seen.tags], ["p"], JSON.stringify(escaped));
      }
    }
  });
}

const ADDRESS = "https://tasks.example/a_b_(c)?x=*1*&copy;&y=`2`{{DATE(2017-02-14T06:08:39Z)}}\\[z]";

/** What a person sees of a link, where it leads, and the kinds of element it became. */
function followed(link, markdown) {
  const { tags, text } = shown(link, markdown);
  const [, href] = /href="([^"]*)"/.exec(markdown.render(formatText("en", link))) ?? [];
  const plain = text.replace(/^<a href="[^"]*">|<\/a>$/g, "");
  return { tags: [...tags].sort(), text: plain, address: decodeURIComponent((href ?? "").replaceAll("&amp;", "&")) };
}

for (const [name, markdown] of Object.entries(PARSERS)) {
  test(`every text without brackets can be a link and nothing else: ${name}`, () => {
    for (const [, , , line, link] of rows.filter(([, , , line]) => !/[[\]()]/.test(line))) {
      const seen = followed(link, markdown);
      assert.deepEqual(seen.tags, ["a", "p"], JSON.stringify(link));
      assert.equal(seen.text, line, JSON.stringify(link));
      assert.equal(seen.address, ADDRESS, JSON.stringify(link));
    }
  });
}

test("the same texts are live when nobody escapes them", () => {
  const live = rows.filter(([written]) => {
    const seen = shown(written, PARSERS["as Adaptive Cards use it"]);
    return seen.text !== written || seen.tags.size > 1;
  });
  assert.ok(live.length >= rows.length / 2, `${live.length} of ${rows.length}`);
});

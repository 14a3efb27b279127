// The cards as the snapshots have them, against the official Adaptive Card schema
// from npm. It leaves every object open: what is there at all, `rules.rs` says.

import { Ajv } from "ajv";
import designer from "adaptivecards-designer/lib/adaptive-card-schema.js";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const draft = createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-06.json");
const FOLDER = new URL("./snapshots/", import.meta.url);
const LANGUAGES = new URL("../../../../src/lang/languages.json", import.meta.url);

function schema() {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  ajv.addMetaSchema(draft);
  // The draft's own name for it is `$id`; the file has the older one.
  const { id: _, ...official } = designer.adaptiveCardSchema;
  return ajv.compile(official);
}

/** Every card for Workflows, with the name of its snapshot and its own. */
function cards() {
  const files = readdirSync(FOLDER).filter((file) => file.includes("__Workflow_"));
  return files.flatMap((file) => {
    const [, , text] = readFileSync(new URL(file, FOLDER), "utf8").split(/^---$/m);
    const entries = Object.entries(JSON.parse(text));
    return entries.map(([name, message]) => [`${file}: ${name}`, message]);
  });
}

test("every card in every language fits the official schema", () => {
  const fits = schema();
  const all = cards();
  const languages = JSON.parse(readFileSync(LANGUAGES, "utf8"));
  assert.equal(all.length, languages.length * 13);
  for (const [name, message] of all) {
    const [attachment] = message.attachments;
    assert.equal(attachment.contentType, "application/vnd.microsoft.card.adaptive");
    assert.ok(fits(attachment.content), `${name}: ${JSON.stringify(fits.errors?.slice(0, 3))}`);
  }
});

test("the schema finds what is wrong with a card", () => {
  const fits = schema();
  const good = cards()[0][1].attachments[0].content;
  const wrong = {
    "a size there is none of": (card) => (card.body[0].size = "enormous"),
    "a text that is a number": (card) => (card.body[0].text = 7),
    "an element there is none of": (card) => (card.body[0].type = "TextBlok"),
    "an action without its address": (card) => (card.actions = [{ type: "Action.OpenUrl" }]),
    "a card of no type": (card) => (card.type = "Card"),
  };
  for (const [name, change] of Object.entries(wrong)) {
    const card = structuredClone(good);
    change(card);
    assert.ok(!fits(card), name);
  }
});

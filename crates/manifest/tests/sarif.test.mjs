// What `lint --format sarif` writes fits the official schema of SARIF 2.1.0, which
// Microsoft's SARIF SDK carries. The text is the one that a Rust test compares.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const sdk = createRequire(createRequire(import.meta.url).resolve("@microsoft/jest-sarif"));
const Ajv = sdk("ajv"); // its own: the schema is of a draft that newer ones do not read

function schema() {
  const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true, unknownFormats: "ignore", logger: false });
  ajv.addMetaSchema(sdk("ajv/lib/refs/json-schema-draft-04.json"));
  return ajv.compile(sdk("./schemas/sarif-2.1.0-rtm.5.json"));
}

function report() {
  return JSON.parse(readFileSync(new URL("article.sarif.json", import.meta.url), "utf8"));
}

test("a report fits the official schema of SARIF", () => {
  const fits = schema();
  assert.ok(fits(report()), JSON.stringify(fits.errors?.slice(0, 3)));
  assert.equal(report().runs[0].results.length, 6);
});

test("the schema is the strict one", () => {
  const fits = schema();
  const broken = report();
  broken.runs[0].results[0].level = "fatal";
  assert.ok(!fits(broken));
});

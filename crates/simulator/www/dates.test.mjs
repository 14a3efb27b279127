import assert from "node:assert/strict";
import { test } from "node:test";
import { local } from "./dates.js";

test("a time is told as its reader writes it, where its reader is", () => {
  const text = "Due {{DATE(2026-12-04T23:30:00Z, SHORT)}} {{TIME(2026-12-04T23:30:00Z)}}";
  assert.equal(local(text, "en", "UTC").replace(/\s/g, " "), "Due Fri, Dec 4, 2026 11:30 PM");
  assert.equal(local(text, "de", "America/New_York"), "Due Fr., 4. Dez. 2026 18:30");
});

test("what is no such call stays as it is", () => {
  for (const text of ["{{DATE(soon)}}", "{\u200b{DATE(2026-12-04T23:30:00Z)}}", "{{DATE(2026-19-99T23:30:00Z)}}", "{{title}}"]) {
    assert.equal(local(text, "en", "UTC"), text);
  }
});

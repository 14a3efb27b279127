// What can be copied of the messages, and which of them a filter leaves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isWanted, WireRecord } from "./wire-log.js";

test("times are told from the first message on", () => {
  const record = new WireRecord();
  assert.equal(record.json(), "[]");
  record.add({ at: 100, way: "page → host", name: "initialize", message: { id: 0, func: "initialize", args: [] } });
  record.add({ at: 130, way: "host → page", name: "answer initialize", message: { id: 0, args: ["content"] } });
  const told = JSON.parse(record.json());
  assert.deepEqual(
    told.map(({ ms, name }) => [ms, name]),
    [
      [0, "initialize"],
      [30, "answer initialize"],
    ],
  );
  assert.deepEqual(told[1].message, { id: 0, args: ["content"] });
});

test("the record has an end", () => {
  const record = new WireRecord();
  for (let at = 0; at < 900; at += 1) record.add({ at, way: "", name: `${at}`, message: {} });
  const told = JSON.parse(record.json());
  assert.deepEqual([told.length, told[0].name, told.at(-1).name], [500, "400", "899"]);
});

test("a filter wants every word", () => {
  const line = "page → host settings.setSettings #5";
  assert.ok(isWanted(line, ""));
  assert.ok(isWanted(line, "SETSETTINGS page"));
  assert.ok(!isWanted(line, "setSettings answer"));
});

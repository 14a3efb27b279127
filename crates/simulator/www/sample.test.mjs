// What the simulator reports, against the contract of the backend.

import { Ajv2020 } from "ajv/dist/2020.js";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createdEvent, inAWeek, updatedEvent } from "./sample.js";

const CONTRACT = new URL("../../backend/openapi.json", import.meta.url);
const task = { id: "T-1", number: 1, title: "Order paper", changes: 0, due: inAWeek(0) };

test("every event it reports fits the contract", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(JSON.parse(readFileSync(CONTRACT, "utf8")), "contract");
  const fits = ajv.compile({ $ref: "contract#/components/schemas/Event" });
  const changed = { ...task, title: "Order ink", changes: 1 };
  const undated = { ...task, due: undefined };
  for (const event of [createdEvent(task), createdEvent(undated), updatedEvent(changed, task)]) {
    assert.ok(fits(JSON.parse(JSON.stringify(event))), JSON.stringify(fits.errors));
  }
  assert.ok(!fits({ type: "created", task, actor: 7 }));
});

test("an update says what is different, and by whom", () => {
  const same = updatedEvent({ ...task, changes: 1 }, task);
  assert.deepEqual(same.changes, [{ field: "Status", from: "Open", to: "In progress" }]);
  const renamed = updatedEvent({ ...task, title: "Order ink", changes: 3 }, { ...task, changes: 2 });
  assert.deepEqual(renamed.changes, [
    { field: "Title", from: "Order paper", to: "Order ink" },
    { field: "Status", from: "Done", to: "Open" },
  ]);
  assert.equal(renamed.actor, "Dev Contoso");
});

test("a new task is due in a week", () => {
  assert.equal(inAWeek(Date.UTC(2026, 10, 28, 23)), "2026-12-05");
});

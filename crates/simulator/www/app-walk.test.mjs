// The ways from *Apps*, from the channel's connectors and from *Add a tab*.

import assert from "node:assert/strict";
import { test } from "node:test";
import { AppWalk } from "./app-walk.js";

const page = [{ configurationUrl: "https://a.example/configure" }];
const CONNECTOR = { id: "c", name: { short: "Old tasks" }, developer: { name: "Ada" }, connectors: page };
const TAB = { id: "t", name: { short: "Task notifications" }, developer: { name: "Bob" }, configurableTabs: page };
const BOTH = { id: "b", name: { short: "Both" }, connectors: page, configurableTabs: page };

function begin(door, apps = [CONNECTOR, TAB, BOTH]) {
  const walk = new AppWalk();
  walk.apps = apps;
  walk.enter(door);
  return walk;
}

const names = (walk) => walk.sections.map(({ title, apps }) => [title, ...apps.map(({ name }) => name.short)]);

test("six steps lead from Apps to the connector's page", () => {
  const walk = begin("apps"); // 1: Apps
  assert.deepEqual(names(walk), [["Uploaded", "Both", "Task notifications", "Old tasks"]]);
  walk.go("connectors"); // 2: Connectors
  assert.deepEqual(names(walk), [["Uploaded", "Both", "Old tasks"]]);
  walk.pick(CONNECTOR); // 3: pick
  walk.addToTeam(); // 4: Add to a team
  assert.deepEqual([walk.places, walk.settingsUp], [[], []]);
  walk.search("gen"); // 5: type a team or channel
  assert.deepEqual(walk.places, ["Simulated team › General"]);
  assert.deepEqual(walk.settingsUp, []);
  walk.choose(walk.places[0]);
  assert.deepEqual(walk.settingsUp, ["connector"]); // 6: Set up a connector
});

test("an app with both surfaces offers both, a changed search takes the choice back", () => {
  const walk = begin("apps");
  walk.pick(BOTH);
  walk.addToTeam();
  walk.search("Simulated");
  walk.choose(walk.places[1]);
  assert.deepEqual(walk.settingsUp, ["connector", "tab"]);
  walk.search("Simulated t");
  assert.deepEqual(walk.settingsUp, []);
  walk.search("nowhere");
  assert.deepEqual(walk.places, []);
});

test("the channel lists what its team has, and what was uploaded at the end", () => {
  const walk = begin("channel");
  walk.installed = new Set(["c", "t"]);
  assert.deepEqual(names(walk), [["Connectors for your team", "Old tasks"], ["Uploaded", "Both", "Old tasks"]]);
  walk.search("  ADA ");
  assert.deepEqual(names(walk), [["Connectors for your team", "Old tasks"], ["Uploaded", "Old tasks"]]);
});

test("only an app with a tab can be added as one", () => {
  assert.deepEqual(names(begin("tabs")), [["Uploaded", "Both", "Task notifications"]]);
});

test("back leads the way that was come, and no further", () => {
  const walk = begin("apps");
  walk.go("connectors");
  walk.pick(CONNECTOR);
  walk.back();
  assert.equal(walk.view, "connectors");
  walk.back();
  walk.back();
  assert.equal(walk.view, "apps");
});

// The host's promises: what it answers, in which order, and what it keeps.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, SETTINGS, storedConnector, world } from "./fixture.mjs";

function loaded(options) {
  const all = world(options);
  all.host.load();
  return all;
}

test("every request gets exactly the answer of the protocol", () => {
  const { page } = loaded();
  assert.deepEqual(page.ask("initialize", "1.5.2"), ["settings", "web", "2.0.1"]);
  const [context] = page.ask("getContext");
  assert.equal(context.theme, "default");
  assert.equal(context.locale, "en-us");
  assert.equal(context.frameContext, "settings");
  const [settings] = page.ask("settings.getSettings");
  assert.deepEqual(Object.keys(settings).sort(), ["appType", "userObjectId", "webhookUrl"]);
  assert.deepEqual(page.ask("settings.setSettings", SETTINGS), [true]);
  assert.deepEqual(page.ask("navigateBack"), [false, "not supported by the simulator"]);
});

test("what wants no answer gets none", () => {
  const { page, seen } = loaded();
  page.say("initialize", "1.5.2");
  seen.sent.length = 0;
  for (const func of ["registerHandler", "settings.setValidityState", "appInitialization.appLoaded", "appInitialization.success"]) {
    page.say(func, true);
  }
  assert.deepEqual(seen.sent, []);
  assert.deepEqual(seen.warnings, []);
});

test("the uuid is echoed if and only if there was one", () => {
  const { host, seen } = loaded();
  host.receive({ id: 0, func: "initialize", args: ["2.58.0"], uuidAsString: "u-1" });
  host.receive({ id: 1, func: "getContext", args: [] });
  assert.equal(seen.sent[0].uuidAsString, "u-1");
  assert.equal("uuidAsString" in seen.sent[1], false);
});

test("events carry no id", () => {
  const { host, page, seen } = opened();
  page.pressSave();
  host.setTheme("dark");
  const events = seen.sent.filter(({ func }) => func !== undefined);
  assert.deepEqual(events.map(({ func }) => func), ["settings.save", "themeChange"]);
  assert.ok(events.every((event) => !("id" in event)));
});

test("a first save goes through every status and is stored once, at the end", () => {
  const { host, page, seen, clock } = opened();
  page.pressSave();
  assert.deepEqual(page.events("settings.save")[0].args, [{ webhookUrl: "hook-1" }]);
  page.say("settings.setSettings", SETTINGS);
  assert.deepEqual(seen.stored, []);
  assert.equal(page.ask("settings.getSettings")[0].entityId, "cfg-1");
  page.say("settings.save.success");
  assert.deepEqual(seen.stored, [{ key: "hook-1", settings: { ...SETTINGS, webhookUrl: "hook-1" } }]);
  assert.deepEqual(seen.statuses, ["loading", "ready", "valid", "saving", "saved"]);
  assert.deepEqual([seen.closed, host.canSave], [0, false]);
  clock.pass(1000);
  assert.deepEqual([host.status, seen.closed], ["saved", 1]);
  assert.deepEqual(seen.warnings, []);
});

test("a failed save stores nothing, says why, and can be pressed again", () => {
  const { host, page, seen } = opened();
  page.pressSave();
  page.say("settings.setSettings", SETTINGS);
  page.say("settings.save.failure", "The backend said no.");
  assert.equal(host.status, "save-failed");
  assert.equal(host.reason, "The backend said no.");
  assert.equal(seen.closed, 0);
  assert.equal(page.ask("settings.getSettings")[0].entityId, undefined);
  host.save();
  assert.equal(host.reason, "");
  page.finishSave();
  assert.equal(seen.stored.length, 1);
});

test("pending settings of one press do not leak into the next", () => {
  const { host, page, seen } = opened();
  page.pressSave();
  page.say("settings.setSettings", SETTINGS);
  page.say("settings.save.failure", "no");
  host.save();
  page.say("settings.save.success");
  assert.deepEqual(seen.stored, []);
  assert.match(seen.warnings[0], /setSettings was never called/);
});

test("settings made ready before the press count, as in Microsoft's own older samples", () => {
  const { page, seen } = opened();
  page.say("settings.setSettings", SETTINGS);
  page.pressSave();
  page.say("settings.save.success");
  assert.equal(seen.stored[0].settings.entityId, "cfg-1");
});

test("Save follows validity alone", () => {
  const { host, page } = opened();
  assert.equal(host.canSave, false);
  page.say("settings.setValidityState", true);
  assert.deepEqual([host.status, host.canSave], ["valid", true]);
  page.say("settings.setValidityState", false);
  assert.deepEqual([host.status, host.canSave], ["ready", false]);
  host.save();
  assert.equal(page.events("settings.save").length, 0);
});

test("a page loaded anew has said nothing yet", () => {
  const { host, page, seen } = opened();
  page.pressSave();
  page.say("settings.setSettings", SETTINGS);
  page.start();
  assert.equal(host.status, "ready");
  assert.deepEqual([host.valid, host.pending], [false, null]);
  page.say("settings.save.success");
  assert.deepEqual(seen.stored, []);
  host.load();
  assert.deepEqual([...host.handlers], []);
});

test("a stored connector is shown as it was saved and keeps its identity", () => {
  const { page, seen } = opened({}, storedConnector());
  assert.deepEqual(page.ask("settings.getSettings")[0].configName, "My tasks");
  assert.equal(page.ask("settings.getSettings")[0].webhookUrl, "hook-old");
  page.pressSave();
  page.finishSave({ ...SETTINGS, configName: "Renamed" });
  assert.deepEqual(seen.stored, [{ key: "k", settings: { ...SETTINGS, configName: "Renamed", webhookUrl: "hook-old" } }]);
});

test("releases before 1.5.2 are ready when they know their settings", () => {
  const { host, page, clock } = world();
  host.load();
  page.say("initialize", "1.2");
  page.say("settings.getSettings");
  clock.pass(0);
  assert.equal(host.status, "ready");
});

test("cancel closes and stores nothing", () => {
  const { host, page, seen } = opened();
  page.pressSave();
  page.say("settings.setSettings", SETTINGS);
  host.cancel();
  assert.deepEqual([host.status, seen.closed, seen.stored.length], ["idle", 1, 0]);
});

test("what is not a message is not heard", () => {
  const { host, seen } = loaded();
  for (const junk of [null, undefined, "{}", 7, {}, { func: 3 }, { id: 0, args: [] }]) host.receive(junk);
  assert.deepEqual(seen.sent, []);
});

test("the theme and the language reach the page and its next context", () => {
  const { host, page } = opened();
  page.say("registerHandler", "contextChange");
  host.setTheme("contrast");
  host.setLocale("de-de");
  assert.deepEqual(page.events("themeChange")[0].args, ["contrast"]);
  assert.equal(page.events("contextChange")[0].args[0].app.locale, "de-de");
  assert.equal(page.ask("getContext")[0].theme, "contrast");
});

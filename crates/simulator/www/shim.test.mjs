// The shim's two faces on the real state machine, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SETTINGS, world } from "./fixture.mjs";
import { nested } from "./context.js";
import { Client } from "./shim-client.js";
import { v2 } from "./shim-v2.js";
import { v1 } from "./shim-v1.js";

function joined(make, options) {
  const all = world(options);
  const client = new Client("2.58.0", (message) => queueMicrotask(() => all.host.receive(message)));
  all.host.outside.send = (message) => queueMicrotask(() => client.receive(structuredClone(message)));
  all.host.load();
  return { ...all, teams: make(client) };
}

const settled = () => new Promise((resume) => setImmediate(resume));

test("a page on the names of 2.x saves", async () => {
  const { host, seen, teams } = joined(v2);
  await teams.app.initialize();
  assert.equal((await teams.app.getContext()).app.theme, "default");
  teams.pages.config.registerOnSaveHandler(async (event) => {
    await teams.pages.config.setConfig(SETTINGS);
    assert.equal((await teams.pages.getConfig()).webhookUrl, event.result.webhookUrl);
    event.notifySuccess();
    assert.throws(() => event.notifySuccess(), /only notify success or failure once/);
  });
  teams.app.notifySuccess();
  teams.pages.config.setValidityState(true);
  await settled();
  host.save();
  await settled();
  assert.equal(host.status, "saved");
  assert.equal(seen.stored[0].settings.entityId, "cfg-1");
  assert.deepEqual(seen.warnings, []);
});

test("a page on the names of 1.x saves and removes", async () => {
  const { host, seen, teams } = joined(v1);
  await new Promise((done) => teams.initialize(done));
  teams.settings.registerOnSaveHandler((event) => teams.settings.setSettings(SETTINGS, () => event.notifySuccess()));
  teams.settings.registerOnRemoveHandler((event) => event.notifyFailure("no"));
  teams.appInitialization.notifySuccess();
  teams.settings.setValidityState(true);
  await settled();
  host.remove();
  await settled();
  assert.deepEqual([host.status, host.reason], ["remove-failed", "no"]);
  host.save();
  await settled();
  assert.equal(seen.stored.length, 1);
});

test("the names of 2.x refuse to work before initialize, and pass refusals on", async () => {
  const { teams } = joined(v2, { set: "refused" });
  assert.throws(() => teams.pages.config.setValidityState(true), /not yet been initialized/);
  await teams.app.initialize();
  await assert.rejects(teams.pages.config.setConfig(SETTINGS), /refuses the settings/);
});

test("without a handler the shim confirms by itself, as the SDK does", async () => {
  const { host, seen, teams } = joined(v1);
  teams.initialize();
  teams.appInitialization.notifySuccess();
  await settled();
  host.remove();
  await settled();
  assert.equal(host.status, "removed");
  assert.match(seen.warnings[0], /auto-confirmed/);
});

test("the nested context holds what the page reads", () => {
  const context = nested({ theme: "dark", locale: "de-de", frameContext: "settings", entityId: "e", userObjectId: "u", tid: "t" });
  assert.deepEqual(
    [context.app.theme, context.app.locale, context.page.frameContext, context.page.id, context.user.id, context.user.tenant.id],
    ["dark", "de-de", "settings", "e", "u", "t"],
  );
});

test("a host of today answers the success of a page on the names of 2.x, and tells a new language", async () => {
  const success = async (client) => {
    const { host, teams } = joined(v2, { client });
    const heard = [];
    await assert.rejects(teams.app.notifySuccess(), /not yet been initialized/);
    teams.app.initialize();
    teams.app.registerOnContextChangeHandler((context) => heard.push((context.app ?? context).locale));
    const { hasFinishedSuccessfully } = await teams.app.notifySuccess();
    host.setLocale("de-de");
    await settled();
    assert.deepEqual([host.status, heard], ["ready", ["de-de"]]);
    return hasFinishedSuccessfully;
  };
  assert.deepEqual([await success("today"), await success("v1")], [true, "unknown"]);
});

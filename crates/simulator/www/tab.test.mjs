// What is different when the page is opened as a channel tab.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, storedConnector, world } from "./fixture.mjs";

const TAB = {
  entityId: "cfg-1",
  contentUrl: "http://localhost:3978/status",
  websiteUrl: "http://localhost:3978/status",
  removeUrl: "http://localhost:3978/remove",
  suggestedDisplayName: "My tasks",
};

function storedTab() {
  return { key: "t", profile: "tab", entityId: "cfg-1", settings: TAB };
}

test("a tab has no webhook, whatever the host does with webhooks", () => {
  for (const webhook of ["always", "after-set", "changed"]) {
    const { page, seen } = opened({ profile: "tab", webhook });
    page.pressSave();
    assert.deepEqual(page.events("settings.save")[0].args, [{}]);
    page.finishSave(TAB);
    assert.deepEqual(seen.stored[0].settings, TAB);
    assert.equal(page.ask("settings.getSettings")[0].webhookUrl, undefined);
    assert.deepEqual(seen.warnings, []);
  }
});

test("only a stored tab's context names what it is about", () => {
  const [context] = opened({ profile: "tab" }, storedTab()).page.ask("getContext");
  assert.equal(context.entityId, "cfg-1");
  assert.equal(opened({ profile: "tab" }).page.ask("getContext")[0].entityId, "");
});

test("a setting that no client knows is warned of, as a tab and as a connector", () => {
  for (const profile of ["tab", "connector"]) {
    const { page, seen } = opened({ profile });
    page.pressSave();
    const settings = { ...TAB, configName: "My tasks", colour: "red" };
    page.finishSave(settings);
    assert.match(seen.warnings.join(), /^Teams knows no colour: /);
  }
});

test("an address that no client can open is warned of", () => {
  const check = (name, value, pattern) => {
    const { page, seen } = opened({ profile: "tab" });
    page.pressSave();
    page.finishSave({ ...TAB, [name]: value });
    assert.match(seen.warnings.join(), pattern);
  };
  check("contentUrl", "/status", /^Teams cannot open the contentUrl \/status: it needs a whole address, with https\.$/);
  check("removeUrl", null, /the removeUrl without text/);
  check("websiteUrl", { href: "x" }, /the websiteUrl {"href":"x"}/);
});

test("what is stored stays what it was saved as", () => {
  const connector = opened({ profile: "tab" }, storedConnector());
  connector.page.pressSave();
  assert.deepEqual(connector.page.events("settings.save")[0].args, [{ webhookUrl: "hook-old" }]);
  connector.page.finishSave();
  assert.equal(connector.seen.stored[0].profile, undefined);
  const tab = opened({}, storedTab());
  tab.page.pressSave();
  tab.page.finishSave(TAB);
  assert.deepEqual(tab.seen.stored, [storedTab()]);
});

test("the content's frame is told its context, and that the settings are those of the tab", () => {
  const { host, page, seen } = world({ profile: "tab" });
  host.load(storedTab(), { frameContext: "content" });
  assert.equal(page.ask("initialize", "2.58.0")[0], "content");
  assert.equal(page.ask("settings.getSettings")[0].entityId, "cfg-1");
  assert.deepEqual(seen.warnings, []);
});

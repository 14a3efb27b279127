// Every host behaviour that can be chosen, by its name in the address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MANIFEST, opened, SETTINGS, storedConnector, world } from "./fixture.mjs";
import { defaults, FAULTS, fromQuery, toQuery } from "./options.js";

/** The webhook URL at load, in the save event, after setSettings, and as stored. */
function hooks(webhook, connector = null) {
  const { page, seen } = opened({ webhook }, connector);
  const atLoad = page.ask("settings.getSettings")[0].webhookUrl;
  page.pressSave();
  const inEvent = page.events("settings.save")[0].args[0].webhookUrl;
  page.say("settings.setSettings", SETTINGS);
  const afterSet = page.ask("settings.getSettings")[0].webhookUrl;
  page.say("settings.save.success");
  return [atLoad, inEvent, afterSet, seen.stored[0].settings.webhookUrl];
}

test("webhook: when and where the URL is handed over", () => {
  assert.deepEqual(hooks("always"), ["hook-1", "hook-1", "hook-1", "hook-1"]);
  assert.deepEqual(hooks("after-set"), [undefined, undefined, "hook-1", "hook-1"]);
  assert.deepEqual(hooks("never"), [undefined, undefined, undefined, undefined]);
  assert.deepEqual(hooks("changed"), ["hook-1", "hook-1", "hook-2", "hook-2"]);
});

test("webhook: a stored connector has it at load, and it can still change", () => {
  assert.deepEqual(hooks("after-set", storedConnector()), ["hook-old", undefined, "hook-old", "hook-old"]);
  assert.deepEqual(hooks("changed", storedConnector()), ["hook-old", "hook-old", "hook-1", "hook-1"]);
});

test("contenturl=replaced: what was set comes back as the manifest's", () => {
  const { page, seen } = opened({ contenturl: "replaced" });
  page.pressSave();
  page.say("settings.setSettings", SETTINGS);
  assert.equal(page.ask("settings.getSettings")[0].contentUrl, MANIFEST);
  page.say("settings.save.success");
  assert.equal(seen.stored[0].settings.contentUrl, MANIFEST);
});

test("set=refused and set=silent leave nothing pending", () => {
  for (const [set, answer] of [["refused", false], ["silent", undefined]]) {
    const { host, page } = opened({ set });
    page.pressSave();
    assert.equal(page.ask("settings.setSettings", SETTINGS)?.[0], answer);
    assert.equal(host.pending, null);
  }
});

test("get: late, silent and null", () => {
  const late = opened({ get: "late", late: 700 });
  assert.equal(late.page.ask("settings.getSettings"), undefined);
  const before = late.seen.sent.length;
  late.clock.pass(700);
  assert.ok(late.seen.sent.length > before);
  assert.equal(opened({ get: "silent" }).page.ask("settings.getSettings"), undefined);
  assert.deepEqual(opened({ get: "null" }).page.ask("settings.getSettings"), [null]);
});

test("a late answer does not reach the next page", () => {
  const { host, page, seen, clock } = opened({ get: "late" });
  page.say("settings.getSettings");
  host.load();
  const before = seen.sent.length;
  clock.pass(60_000);
  assert.equal(seen.sent.length, before);
});

test("removal=ignored: the connector goes whatever the page says", () => {
  const { host, page, seen } = opened({ removal: "ignored" }, storedConnector());
  host.remove();
  page.say("settings.remove.failure", "not now");
  assert.equal(host.status, "removed");
  assert.equal(seen.forgotten.length, 1);
  assert.match(seen.warnings[0], /removes all the same/);
});

test("close: a page that may stay is still heard, and nothing can be pressed", () => {
  const { host, page, seen } = opened({ close: "stays" });
  page.pressSave();
  page.finishSave();
  assert.deepEqual([host.status, seen.closed, host.canSave, host.canRemove], ["saved", 0, false, false]);
  page.say("settings.save.success");
  assert.match(seen.warnings.join(), /not asked for, or twice/);
  host.cancel();
  assert.deepEqual([host.status, seen.closed], ["idle", 1]);
});

test("frame: the context is told twice, and the same", () => {
  const frames = /** @type {import("./options.js").Faults["frame"][]} */ (Object.keys(FAULTS.frame.values));
  for (const frame of frames) {
    const { host, page } = world({ frame });
    host.load();
    assert.equal(page.ask("initialize", "2.58.0")[0], frame);
    assert.equal(page.ask("getContext")[0].frameContext, frame);
  }
});

test("init=silent: no answer, and no blame on the page", () => {
  const { page, seen, clock, host } = world({ init: "silent" });
  host.load();
  host.loaded();
  assert.equal(page.ask("initialize", "2.58.0"), undefined);
  clock.pass(60_000);
  assert.deepEqual(seen.warnings, []);
});

test("save=twice: two events, and the first success settles", () => {
  const { host, page, seen } = opened({ save: "twice" });
  page.pressSave();
  assert.equal(page.events("settings.save").length, 2);
  page.finishSave();
  assert.equal(host.status, "saved");
  assert.equal(seen.stored.length, 1);
});

test("save=twice: one refused press does not fail the other", () => {
  const { host, page } = opened({ save: "twice" });
  page.pressSave();
  page.say("settings.save.failure", "already saving");
  assert.equal(host.status, "saving");
  page.finishSave();
  assert.equal(host.status, "saved");
});

test("save=twice: refused twice is refused", () => {
  const { host, page } = opened({ save: "twice" });
  page.pressSave();
  page.say("settings.save.failure", "one");
  page.say("settings.save.failure", "two");
  assert.deepEqual([host.status, host.reason], ["save-failed", "two"]);
});

test("midsave: the theme or the language changes between question and answer", () => {
  const theme = opened({ midsave: "theme" });
  theme.page.pressSave();
  assert.deepEqual(theme.page.events("themeChange")[0].args, ["dark"]);
  const locale = opened({ midsave: "locale" });
  locale.page.pressSave();
  assert.equal(locale.page.ask("getContext")[0].locale, "de-de");
});

test("midsave=teardown: the last words count, silence is named", () => {
  const silent = opened({ midsave: "teardown" });
  silent.page.pressSave();
  silent.clock.pass(0);
  assert.equal(silent.seen.torn, 1);
  silent.host.tornDown();
  assert.equal(silent.host.status, "save-failed");
  assert.match(silent.seen.warnings[0], /answered nothing/);

  const spoken = opened({ midsave: "teardown" });
  spoken.page.pressSave();
  spoken.page.say("settings.save.failure", "The page was closed.");
  spoken.host.tornDown();
  assert.deepEqual([spoken.host.status, spoken.host.reason], ["save-failed", "The page was closed."]);
  assert.deepEqual([spoken.seen.warnings, spoken.host.canSave], [[], false]);
});

test("every fault can be named in the address and comes back from it", () => {
  for (const [name, { values }] of Object.entries(FAULTS)) {
    for (const value of Object.keys(values)) {
      const options = fromQuery(new URLSearchParams({ [name]: value }));
      assert.equal(options[name], value);
      assert.deepEqual(fromQuery(toQuery(options, "")), options);
    }
  }
});

test("the address knows sdk, theme, language and lateness, and no nonsense", () => {
  const options = fromQuery(new URLSearchParams("sdk=1.5.2&theme=dark&locale=DE-de&late=500"));
  assert.deepEqual([options.sdk, options.theme, options.locale, options.late], ["1.5.2", "dark", "de-de", 500]);
  const nonsense = "sdk=../x&theme=pink&locale=%3Cb%3E&late=soon&set=toString&webhook=constructor";
  assert.deepEqual(fromQuery(new URLSearchParams(nonsense)), defaults());
  assert.equal(toQuery(defaults(), "theme=dark&other=1").toString(), "other=1");
});

// When the host warns, and when it must not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, SETTINGS, storedConnector, world } from "./fixture.mjs";

function warned({ seen }, pattern) {
  assert.equal(seen.warnings.length, 1, seen.warnings.join("\n"));
  assert.match(seen.warnings[0], pattern);
}

function withoutHandlers(version) {
  const all = world();
  all.host.load();
  all.page.say("initialize", version);
  all.page.say("appInitialization.success", version);
  return all;
}

test("a save confirmed without a handler was confirmed by the SDK", () => {
  const all = withoutHandlers("1.5.2");
  all.page.pressSave();
  all.page.finishSave();
  warned(all, /save was auto-confirmed/);
});

test("a removal confirmed without a handler was confirmed by the SDK", () => {
  const all = withoutHandlers("1.5.2");
  all.host.remove();
  all.page.say("settings.remove.success");
  warned(all, /remove was auto-confirmed/);
});

test("releases that never tell their handlers are not accused", () => {
  for (const version of ["1.2", "1.3.7"]) {
    const all = withoutHandlers(version);
    all.page.pressSave();
    all.page.finishSave();
    warned(all, /does not tell whether/);
  }
});

test("no initialize five seconds after the load", () => {
  const all = world();
  all.host.load();
  all.host.loaded();
  all.clock.pass(4999);
  assert.deepEqual(all.seen.warnings, []);
  all.clock.pass(1);
  warned(all, /no page has called initialize/);
});

test("initialize seen, and then nothing: only another origin can be at fault", () => {
  const check = (isForeign, pattern) => {
    const all = world();
    all.seen.isForeign = isForeign;
    all.host.load();
    all.page.say("initialize", "1.5.2");
    all.clock.pass(4999);
    assert.deepEqual(all.seen.warnings, []);
    all.clock.pass(1);
    warned(all, pattern);
  };
  check(true, /has said nothing since: does SDK 1\.5\.2 accept this origin\?$/);
  check(false, /has said nothing since: it registered no handler, and did not say that it is ready\.$/);
});

test("content that asks for nothing more is left in peace", () => {
  const all = world();
  all.host.load(storedConnector(), { frameContext: "content" });
  all.page.say("initialize", "2.58.0");
  all.clock.pass(60_000);
  assert.deepEqual(all.seen.warnings, []);
});

test("a page that reacts is left in peace", () => {
  const all = opened();
  all.clock.pass(60_000);
  assert.deepEqual(all.seen.warnings, []);
});

test("a save without an answer hangs", () => {
  const all = opened();
  all.page.pressSave();
  all.clock.pass(15_000);
  warned(all, /has not answered for 15 s/);
  assert.equal(all.host.status, "saving");
});

test("an answered save does not hang later", () => {
  const all = opened({}, storedConnector());
  all.page.pressSave();
  all.page.say("settings.save.failure", "no");
  all.clock.pass(60_000);
  assert.deepEqual(all.seen.warnings, []);
});

test("unknown requests are named", () => {
  const all = opened();
  all.page.say("files.openFilePreview", {});
  warned(all, /files\.openFilePreview/);
});

test("a second answer to one save is one too many", () => {
  const all = opened();
  all.page.pressSave();
  all.page.say("settings.save.failure", "no");
  all.page.say("settings.save.success");
  warned(all, /twice/);
  assert.equal(all.host.status, "save-failed");
});

test("an answer nobody asked for changes nothing", () => {
  const all = opened();
  all.page.say("settings.setSettings", SETTINGS);
  all.page.say("settings.save.success");
  warned(all, /not asked for/);
  assert.deepEqual(all.seen.stored, []);
});

test("a save without settings says what became of them", () => {
  const check = (options, settings, pattern) => {
    const all = opened(options);
    all.page.pressSave();
    all.page.finishSave(settings);
    warned(all, pattern);
  };
  check({ set: "refused" }, SETTINGS, /this host refused setSettings: nothing is stored/);
  check({ set: "silent" }, SETTINGS, /this host never answered setSettings: nothing is stored/);
  check({}, "cfg-1", /setSettings was called without an object: nothing is stored/);
});

test("a reason that is no text can be read all the same", () => {
  const reasonOf = (reason) => {
    const { host, page } = opened();
    page.pressSave();
    page.say("settings.save.failure", reason);
    return host.reason;
  };
  assert.equal(reasonOf({ errorCode: 500 }), '{"errorCode":500}');
  assert.equal(reasonOf(new Error("no room")), "no room");
  assert.equal(reasonOf(0), "0");
  assert.equal(reasonOf(""), "The page gave no reason.");
  const failed = opened();
  failed.page.say("appInitialization.failure", { message: "no network" });
  warned(failed, /it failed: no network$/);
  const removal = opened({ removal: "ignored" }, storedConnector());
  removal.host.remove();
  removal.page.say("settings.remove.failure", { errorCode: 1 });
  warned(removal, /The removal failed \({"errorCode":1}\)/);
});

// How a removal is asked for, given up, and done without the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, storedConnector, world } from "./fixture.mjs";

test("a removal asks the page and forgets the connector", () => {
  const { host, page, seen, clock } = opened({}, storedConnector());
  host.remove();
  assert.equal(host.status, "removing");
  assert.deepEqual(page.events("settings.remove")[0].args, []);
  page.say("settings.remove.success");
  assert.equal(host.status, "removed");
  assert.equal(seen.forgotten[0].key, "k");
  clock.pass(1000);
  assert.deepEqual([host.status, seen.closed, host.connector], ["removed", 1, null]);
});

test("a failed removal keeps the connector and the frame", () => {
  const { host, page, seen } = opened({}, storedConnector());
  host.remove();
  page.say("settings.remove.failure", "not now");
  assert.deepEqual([host.status, host.reason, seen.closed], ["remove-failed", "not now", 0]);
  assert.deepEqual(seen.forgotten, []);
});

test("a removal asked for while the page loads waits until it is ready", () => {
  const { host, page, clock } = world();
  host.load(storedConnector(), { thenRemove: true });
  page.say("initialize", "2.58.0");
  page.say("appInitialization.appLoaded");
  assert.equal(page.events("settings.remove").length, 0);
  page.say("appInitialization.success");
  clock.pass(60_000);
  assert.equal(page.events("settings.remove").length, 1);
});

test("a removal pressed while the page loads reaches a page that listens", () => {
  const { host, page } = world();
  host.load(storedConnector());
  page.say("initialize", "2.58.0");
  page.say("registerHandler", "remove");
  host.remove();
  assert.equal(host.status, "removing");
  page.say("settings.remove.failure", "not ready");
  assert.deepEqual([host.status, host.reason], ["remove-failed", "not ready"]);
});

for (const loads of [
  { how: "pressed while it loads", open: (host) => (host.load(storedConnector()), host.remove()) },
  { how: "asked for when it was opened", open: (host) => host.load(storedConnector(), { thenRemove: true }) },
]) {
  test(`a page that is never initialised ends a removal ${loads.how}`, () => {
    const { host, page, seen, clock } = world();
    loads.open(host);
    clock.pass(14_999);
    assert.deepEqual([host.status, host.canRemoveAnyway], ["loading", true]);
    clock.pass(1);
    assert.equal(host.status, "remove-failed");
    assert.match(host.reason, /not initialised within 15 s/);
    assert.deepEqual([page.events("settings.remove").length, seen.forgotten.length], [0, 0]);
  });

  test(`a page is asked as soon as it is initialised for a removal ${loads.how}`, () => {
    const { host, page, clock } = world();
    loads.open(host);
    page.say("initialize", "2.58.0");
    page.say("registerHandler", "remove");
    clock.pass(1999);
    assert.equal(host.status, "loading");
    clock.pass(1);
    assert.equal(host.status, "removing");
    clock.pass(60_000);
    assert.equal(page.events("settings.remove").length, 1);
  });
}

test("a page whose host never answers initialize is not initialised", () => {
  const { host, page, clock } = world({ init: "silent" });
  host.load(storedConnector(), { thenRemove: true });
  page.say("initialize", "2.58.0");
  clock.pass(2000);
  assert.equal(host.status, "loading");
});

test("a page that loads itself again is still to be removed", () => {
  const { host, page } = world();
  host.load(storedConnector(), { thenRemove: true });
  page.say("initialize", "2.58.0");
  page.start();
  assert.equal(host.status, "removing");
});

test("a removal that is not answered fails, and a later answer is told", () => {
  const { host, page, seen, clock } = opened({}, storedConnector());
  host.remove();
  clock.pass(15_000);
  assert.deepEqual([host.status, host.reason], ["remove-failed", "The page has not answered for 15 s."]);
  assert.deepEqual(seen.warnings, []);
  page.say("settings.remove.success");
  assert.match(seen.warnings.join(), /answered the remove when the host had given up/);
  assert.deepEqual(seen.forgotten, []);
});

test("a removal pressed again has its own time", () => {
  const { host, page, clock } = opened({}, storedConnector());
  host.remove();
  clock.pass(10_000);
  page.say("settings.remove.failure", "no");
  host.remove();
  clock.pass(14_999);
  assert.equal(host.status, "removing");
  clock.pass(1);
  assert.equal(host.status, "remove-failed");
});

test("a host that ignores a failed removal ignores a silent one too", () => {
  const { host, seen, clock } = opened({ removal: "ignored" }, storedConnector());
  host.remove();
  clock.pass(15_000);
  assert.deepEqual([host.status, seen.forgotten.length], ["removed", 1]);
  assert.match(seen.warnings.join(), /has not answered for 15 s\.\); this host removes all the same/);
});

test("what a page does not let go is removed anyway", () => {
  const { host, page, seen } = opened({}, storedConnector());
  assert.equal(host.canRemoveAnyway, false);
  host.remove();
  assert.equal(host.canRemoveAnyway, true);
  page.say("settings.remove.failure", "no");
  assert.equal(host.canRemoveAnyway, true);
  host.removeUnasked(host.connector);
  assert.deepEqual([host.status, seen.forgotten[0].key, seen.closed, host.canRemoveAnyway], ["removed", "k", 1, false]);
  assert.match(seen.warnings.join(), /no page was asked/);
});

test("removal=forced: no page is asked", () => {
  const { host, page, seen } = opened({ removal: "forced" }, storedConnector());
  host.remove();
  assert.deepEqual([host.status, page.events("settings.remove").length, seen.forgotten.length], ["removed", 0, 1]);
});

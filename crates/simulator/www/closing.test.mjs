// How a frame closes: when, and what was still under way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "./fixture.mjs";

function saved(options) {
  const all = opened(options);
  all.page.pressSave();
  all.page.finishSave();
  return all;
}

test("close: at once, in a moment, or not at all", () => {
  const check = (close, ...closed) => {
    const { seen, clock } = saved({ close });
    const counts = [0, 999, 1, 60_000].map((ms) => (clock.pass(ms), seen.closed));
    assert.deepEqual(counts, closed, close);
  };
  check("soon", 0, 0, 1, 1);
  check("closes", 1, 1, 1, 1);
  check("stays", 0, 0, 0, 0);
});

test("for that moment the page is heard, and nothing can be pressed", () => {
  const { host, page } = saved({});
  assert.deepEqual([host.canSave, host.canRemove, host.canRemoveAnyway], [false, false, false]);
  assert.equal(page.ask("settings.getSettings")[0].entityId, "cfg-1");
});

test("what is opened within the moment stays open, and a page that loads itself again does not", () => {
  const reopened = saved({});
  reopened.host.load(reopened.host.connector);
  reopened.clock.pass(60_000);
  assert.equal(reopened.seen.closed, 0);
  const reloaded = saved({});
  reloaded.page.start();
  reloaded.clock.pass(1000);
  assert.deepEqual([reloaded.host.status, reloaded.seen.closed], ["saved", 1]);
});

test("what waits for its answer when the page goes is told", () => {
  const check = (options, go) => {
    const all = opened({ get: "late", ...options });
    assert.deepEqual(all.seen.notes, []);
    go(all);
    return all.seen.notes;
  };
  const told = ["The page went while settings.getSettings waited for its answer."];
  assert.deepEqual(check({}, ({ host }) => host.cancel()), told);
  assert.deepEqual(check({}, ({ host }) => host.load()), told);
  assert.deepEqual(check({}, ({ host }) => host.tornDown()), told);
  assert.deepEqual(check({}, ({ page }) => page.say("initialize", "2.58.0")), told);
  const closes = ({ page }) => (page.pressSave(), page.finishSave());
  assert.deepEqual(check({ get: "silent", close: "closes" }, closes), told);
  assert.deepEqual(check({}, ({ host, clock }) => (clock.pass(2000), host.cancel())), []);
});

test("what wants no answer is not waited for", () => {
  const { host, page, seen } = saved({ client: "v1" });
  page.say("appInitialization.success", "2.58.0");
  page.say("files.openFilePreview", {});
  page.say("executeDeepLink", "https://a.example");
  host.cancel();
  assert.deepEqual(seen.notes, []);
});

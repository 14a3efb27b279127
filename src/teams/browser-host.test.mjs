// A browser's own window in a host's place: what comes of the window to sign in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { startUpLines } from "../../crates/xtask/npm/start-up.mjs";

const PARAMETERS = { url: "https://connector.example/sign-in", width: 600, height: 640 };

/** A page whose windows are blocked or not. */
function page({ blocked = false } = {}) {
  const seen = { opened: [], closed: 0, channels: [] };
  class BroadcastChannel {
    constructor(name) {
      this.name = name;
      this.open = true;
      seen.channels.push(this);
    }
    close() {
      this.open = false;
    }
  }
  const window = {
    microsoftTeams: undefined,
    open(...given) {
      seen.opened.push(given);
      return blocked ? null : { close: () => (seen.closed += 1) };
    },
  };
  runInNewContext(startUpLines("src/teams/browser-host.js"), { window, BroadcastChannel, Promise, Error });
  return { seen, authentication: window.microsoftTeams.authentication };
}

test("it has no token to give", async () => {
  await assert.rejects(page().authentication.getAuthToken({ silent: true }), /there is no host/);
});

test("a pass that the window tells is handed on, and the window closes", async () => {
  const { seen, authentication } = page();
  const pass = authentication.authenticate(PARAMETERS);
  assert.deepEqual(seen.opened[0].slice(0, 2), [PARAMETERS.url, "sign-in"]);
  assert.equal(seen.channels[0].name, "sign-in");
  seen.channels[0].onmessage({ data: { pass: "sealed" } });
  assert.equal(await pass, "sealed");
  assert.equal(seen.closed, 1);
  assert.equal(seen.channels[0].open, false);
});

test("a window that brings nothing says why", async () => {
  const { seen, authentication } = page();
  const pass = authentication.authenticate(PARAMETERS);
  seen.channels[0].onmessage({ data: { fruitless: "tenant" } });
  await assert.rejects(pass, (why) => why === "tenant");
});

test("a blocked window is told at once", async () => {
  const { seen, authentication } = page({ blocked: true });
  await assert.rejects(authentication.authenticate(PARAMETERS), (why) => why === "FailedToOpenWindow");
  assert.equal(seen.channels.length, 0);
});

// How each client introduces itself, and what a page may expect of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, world } from "./fixture.mjs";
import { FAULTS } from "./options.js";

function asked(client, ...announced) {
  const all = world({ client });
  all.host.load();
  return { ...all, answer: all.page.ask("initialize", ...announced) };
}

test("each client says what it is; only one of today has a runtime for 2.x", () => {
  const check = (client, type, version, length) => {
    const { answer, page } = asked(client, "2.58.0", 4);
    assert.deepEqual([answer[0], answer[1], answer.at(-1), answer.length], ["settings", type, version, length], client);
    assert.equal(page.ask("getContext")[0].hostClientType, type, client);
  };
  check("today", "web", "2.0.1", 4);
  check("v1", "web", "2.0.1", 3);
  check("mobile", "android", "2.1.1", 3);
  check("desktop", "desktop", "2.0.1", 4);
});

test("1.x is told no runtime: it would take it for a version", () => {
  for (const client of Object.keys(FAULTS.client.values)) {
    for (const version of ["1.2", "1.5.2", "1.13.1"]) assert.equal(asked(client, version).answer.length, 3, client);
  }
});

test("the runtime is never newer than the page's release announces", () => {
  const form = (...announced) => JSON.parse(asked("today", ...announced).answer[2]).apiVersion;
  assert.deepEqual([form("2.58.0", 4), form("2.19.0", 3), form("2.0.0"), form("9.0.0", 7)], [4, 3, 1, 4]);
  assert.ok(JSON.parse(asked("today", "2.58.0", 4).answer[2]).supports.pages.config);
});

test("success is answered where the runtime promised it, and nowhere else", () => {
  const answer = (client, ...announced) => asked(client, ...announced).page.ask("appInitialization.success");
  assert.deepEqual([answer("today", "2.58.0", 4), answer("desktop", "2.58.0", 4)], [[], []]);
  for (const client of ["v1", "mobile"]) assert.equal(answer(client, "2.58.0", 4), undefined);
  assert.equal(answer("today", "1.13.1"), undefined);
});

test("a changed context comes nested to 2.x", () => {
  const change = (client, ...announced) => {
    const { host, page } = asked(client, ...announced);
    page.say("registerHandler", "contextChange");
    host.setLocale("de-de");
    return page.events("contextChange")[0].args[0];
  };
  assert.equal(change("today", "2.58.0", 4).app.locale, "de-de");
  assert.equal(change("v1", "2.58.0", 4).locale, "de-de");
  assert.equal(change("today", "1.13.1").locale, "de-de");
});

test("an unknown request gets the SDK's error", () => {
  const { page, seen } = opened();
  const [error] = page.ask("files.openFilePreview", {});
  assert.equal(error.errorCode, 100);
  assert.match(seen.warnings.join(), /does not know files\.openFilePreview/);
});

test("what leads elsewhere is refused, and the person is told", () => {
  for (const func of ["executeDeepLink", "navigateCrossDomain", "navigateToTab", "pages.navigateToApp"]) {
    const { page, seen } = opened();
    assert.equal(page.ask(func, "https://elsewhere.example")[0], false, func);
    assert.match(seen.warnings.join(), new RegExp(`refused ${func}`));
  }
});

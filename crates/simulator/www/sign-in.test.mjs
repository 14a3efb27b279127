// What a page gets when it asks for a token.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "./fixture.mjs";
import { openSignInWindow } from "./sign-in-window.js";

/** The answers' arguments to one question, once every promise was kept. */
async function asked(options, meanwhile = (_page) => {}) {
  const { page, seen } = opened(options);
  const before = seen.sent.length;
  page.say("authentication.getAuthToken", ["api://localhost"], undefined, true);
  meanwhile(page);
  await new Promise((resolve) => setImmediate(resolve));
  return seen.sent.slice(before).filter(({ func }) => func === undefined).map(({ args }) => args);
}

test("the token of whoever is signed in, of the version that is chosen", async () => {
  assert.deepEqual(await asked({}), [[true, 'token of {"person":"member","version":"2.0","age":0}']]);
  const guest = await asked({ person: "guest", tokens: "v1" });
  assert.deepEqual(guest, [[true, 'token of {"person":"guest","version":"1.0","age":0}']]);
  const [[, old]] = await asked({ sso: "expired" });
  assert.match(old, /"age":7200/);
});

test("every refusal has its reason, and silence none", async () => {
  for (const [sso, reason] of [
    ["refused", "resourceDisabled"],
    ["consent", "consent_required"],
    ["cancelled", "CancelledByUser"],
  ]) {
    assert.deepEqual(await asked({ sso }), [[false, reason]]);
  }
  assert.match((await asked({ sso: "blocked" }))[0][1], /AADSTS53003/);
  assert.deepEqual(await asked({ sso: "silent" }), []);
});

test("a page that started anew gets no answer of its predecessor", async () => {
  const answers = await asked({}, (page) => page.say("initialize", "2.0.0"));
  assert.ok(answers.every(([first]) => first !== true));
});

test("the context says who is signed in", () => {
  const { page } = opened({ person: "other" });
  const [context] = page.ask("getContext");
  assert.equal(context.tid, "44444444-4444-4444-8444-444444444444");
  assert.equal(context.userObjectId, "55555555-5555-4555-8555-555555555555");
  assert.equal(context.upn, "other@fabrikam.com");
  assert.equal(page.ask("settings.getSettings")[0].userObjectId, context.userObjectId);
});

/** A host page whose window is this one; what it brought, and the page in it. */
function windowOpened(blocked = false) {
  const sent = [], brought = [];
  const popup = { closed: false, postMessage: (message) => sent.push(message) };
  const around = Object.assign(new EventTarget(), { open: () => (blocked ? null : popup), setInterval: (look) => (around.look = look), clearInterval: () => (around.look = () => {}), look: () => {} });
  openSignInWindow(["https://connector.example/sign-in", 600, 500], (args) => brought.push(args), /** @type {any} */ (around));
  const say = (data, source = popup) => around.dispatchEvent(Object.assign(new Event("message"), { source, data, origin: "https://connector.example" }));
  return { popup, around, sent, brought, say };
}

test("the window's page is answered, and what it says is the answer, once", () => {
  const { say, sent, brought, popup, around } = windowOpened();
  say({ id: 0, func: "initialize", args: ["2.58.0"], uuidAsString: "u" });
  assert.deepEqual(sent, [{ id: 0, args: ["authentication", "web", "2.0.1"], uuidAsString: "u" }]);
  say({ id: 1, func: "authentication.authenticate.success", args: ["forged"] }, /** @type {any} */ ({}));
  say({ id: 1, func: "authentication.authenticate.success", args: ["the-pass"] });
  say({ id: 2, func: "authentication.authenticate.failure", args: ["late"] });
  popup.closed = true;
  around.look();
  assert.deepEqual(brought, [[true, "the-pass"]]);
});

test("a window that is closed, blocked or fails says why", () => {
  const closed = windowOpened();
  closed.around.look();
  closed.popup.closed = true;
  closed.around.look();
  assert.deepEqual(closed.brought, [[false, "CancelledByUser"]]);
  assert.deepEqual(windowOpened(true).brought, [[false, "FailedToOpenWindow"]]);
  const failed = windowOpened();
  failed.say({ id: 1, func: "authentication.authenticate.failure", args: ["foreign"] });
  assert.deepEqual(failed.brought, [[false, "foreign"]]);
});

test("a blocked window is answered at once, any other when it brought something", () => {
  const { page, host } = opened({ window: "blocked" });
  assert.deepEqual(page.ask("authentication.authenticate", "https://a.example", 1, 1), [false, "FailedToOpenWindow"]);
  const other = opened({});
  other.host.outside.signInWindow = ([url], brought) => brought([true, `from ${url}`]);
  assert.deepEqual(other.page.ask("authentication.authenticate", "https://a.example", 1, 1), [true, "from https://a.example"]);
  assert.ok(host);
});

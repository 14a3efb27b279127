// What a page gets when it asks for a token.

import assert from "node:assert/strict";
import { test } from "node:test";
import { opened } from "./fixture.mjs";

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

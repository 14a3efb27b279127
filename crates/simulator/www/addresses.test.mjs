// Which page is opened for something new, for what is stored, and to remove it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressForNew, addressForStored, opensToRemove } from "./addresses.js";

const CONFIGURE = "https://app.example/configure";
const CONTENT = "https://app.example/status";

test("a tab's settings say that they are a tab's, whatever is in the address", () => {
  const check = (configure, expected) => assert.equal(addressForNew(configure, { profile: "tab" }), expected);
  check(CONFIGURE, `${CONFIGURE}?destination=workflow`);
  check(`${CONFIGURE}?enrol=k`, `${CONFIGURE}?enrol=k&destination=workflow`);
  check(`${CONFIGURE}?t={team.groupId}#{theme}`, `${CONFIGURE}?t={team.groupId}&destination=workflow#{theme}`);
  check(`${CONFIGURE}?destination=workflow`, `${CONFIGURE}?destination=workflow`);
  assert.equal(addressForNew(CONFIGURE, { profile: "connector" }), CONFIGURE);
});

test("what is stored opens with its content's address, a tab's settings with the page's", () => {
  const check = (profile, contentUrl, frame, expected) =>
    assert.equal(addressForStored(CONFIGURE, { profile, settings: { contentUrl } }, { frame }), expected);
  check(undefined, CONTENT, "settings", CONTENT);
  check("tab", CONTENT, "content", CONTENT);
  check("tab", CONTENT, "settings", CONFIGURE);
  for (const unusable of [undefined, null, "", {}, "/status", "javascript:alert(1)"]) check(undefined, unusable, "settings", CONFIGURE);
});

test("a tab is removed on the page that it named, a connector where it is configured", () => {
  const removeUrl = "https://app.example/remove?t={team.groupId}";
  const check = (profile, settings, frame, expected) =>
    assert.deepEqual(opensToRemove(CONFIGURE, { profile, settings: { contentUrl: CONTENT, ...settings } }, { frame }), expected);
  const named = { address: removeUrl, frameContext: "remove" };
  for (const frame of ["settings", "content", "remove"]) check("tab", { removeUrl }, frame, named);
  for (const unusable of [undefined, null, "/remove"]) check("tab", { removeUrl: unusable }, "settings", null);
  check(undefined, { removeUrl }, "settings", { address: CONTENT, frameContext: "settings" });
  check(undefined, { removeUrl }, "remove", named);
  check(undefined, {}, "remove", { address: CONTENT, frameContext: "remove" });
});

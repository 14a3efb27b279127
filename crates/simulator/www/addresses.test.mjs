// Which page is opened for something new, for what is stored, and to remove it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressForNew, addressForStored } from "./addresses.js";

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
  check("tab", CONTENT, "settings", `${CONFIGURE}?destination=workflow`);
  for (const unusable of [undefined, null, "", {}, "/status", "javascript:alert(1)"]) check(undefined, unusable, "settings", CONFIGURE);
});

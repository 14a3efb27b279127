// Which placeholders of an address are filled, with what, and which are told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { world } from "./fixture.mjs";
import { addressToOpen } from "./placeholders.js";

function opens(address, options = {}) {
  const all = world({ profile: "tab", theme: "dark", locale: "de-de", ...options });
  const settings = { entityId: "cfg 1&x=2", contentUrl: address };
  all.host.load({ key: "t", profile: "tab", entityId: settings.entityId, settings }, { frameContext: "content" });
  return { address: addressToOpen(address, all.host), warnings: all.seen.warnings };
}

test("old and new names are filled, and what they hold stays one value", () => {
  const check = (old, current, expected) => {
    for (const name of [old, current]) {
      const { address, warnings } = opens(`https://app.example/tab?v={${name}}#{${name}}`);
      assert.equal(address, `https://app.example/tab?v=${expected}#${expected}`, name);
      assert.deepEqual(warnings, [], name);
    }
  };
  check("entityId", "page.id", "cfg%201%26x%3D2");
  check("theme", "app.theme", "dark");
  check("locale", "app.locale", "de-de");
  check("groupId", "team.groupId", "11111111-1111-4111-8111-111111111111");
  check("tid", "user.tenant.id", "22222222-2222-4222-8222-222222222222");
  check("userObjectId", "user.id", "33333333-3333-4333-8333-333333333333");
  check("channelId", "channel.id", "19%3Asimulated-team%40thread.tacv2");
  check("teamId", "team.internalId", "19%3Asimulated-team%40thread.tacv2");
  check("hostClientType", "app.host.clientType", "web");
  check("frameContext", "page.frameContext", "content");
  check("loginHint", "user.loginHint", "dev%40contoso.com");
  check("chatId", "chat.id", "");
});

test("a placeholder that Teams does not know stays, and is told once", () => {
  const { address, warnings } = opens("https://app.example/{entityID}?a={entityID}&b={page.name}&c={constructor}");
  assert.equal(address, "https://app.example/{entityID}?a={entityID}&b={page.name}&c={constructor}");
  assert.deepEqual(warnings, ["Teams knows no {entityID}, no {page.name}, no {constructor}: it stays in the address as it is."]);
});

test("what is no placeholder is left alone", () => {
  const address = "https://app.example/a?b=%7BentityId%7D&c={}&d={1}";
  assert.deepEqual(opens(address), { address, warnings: [] });
});

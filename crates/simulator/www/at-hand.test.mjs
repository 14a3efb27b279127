// A release that is not at hand is told with the command that brings it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { whyMissing } from "./at-hand.js";
import { fromQuery } from "./options.js";

function server(status, body) {
  const asked = [];
  const get = async (address) => {
    asked.push(address);
    return new Response(body, { status });
  };
  return { asked, get };
}

test("the server's sentence about a missing release is told", async () => {
  const { asked, get } = server(404, JSON.stringify({ detail: "Not at hand: `cargo xtask sdk fetch 2.13.0`." }));
  assert.equal(await whyMissing("2.13.0", get), "Not at hand: `cargo xtask sdk fetch 2.13.0`.");
  assert.deepEqual(asked, ["/simulator/sdk/2.13.0.js"]);
});

test("nothing is told about what is there", async () => {
  assert.equal(await whyMissing("2.0.0", server(200, "script").get), null);
});

test("the page as it ships is not asked for", async () => {
  const { asked, get } = server(404, "{}");
  assert.equal(await whyMissing("shipped", get), null);
  assert.deepEqual(asked, []);
});

test("a server that is gone, or that says nothing, is told in words too", async () => {
  const gone = () => Promise.reject(new TypeError("down"));
  for (const get of [gone, server(404, "no JSON").get]) assert.match(await whyMissing("2.13.0", get), /2\.13\.0/);
});

test("only whole versions are releases in the address", () => {
  const sdk = (value) => fromQuery(new URLSearchParams({ sdk: value })).sdk;
  for (const good of ["2.13.0", "1.3.0-beta.4", "shim"]) assert.equal(sdk(good), good);
  for (const bad of ["1.5", "2..0", "1.5.2.1", "../2.0.0", "2.13.x"]) assert.equal(sdk(bad), "shipped", bad);
});

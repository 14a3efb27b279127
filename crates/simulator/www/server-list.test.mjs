import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { listed, ofOthers, removeListed } from "./server-list.js";

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

const row = (id) => ({ row: `r-${id}`, id, name: "Orders", notificationType: "All" });

test("what this browser has is not another's", () => {
  const own = [{ settings: { entityId: "0123456789abcdef" } }, { settings: { entityId: null } }, { settings: {} }];
  assert.deepEqual(ofOthers([row("01234567"), row("fedcba98")], own), [row("fedcba98")]);
  assert.deepEqual(ofOthers([row("01234567")], []), [row("01234567")]);
});

test("a server that tells an operator nothing has nothing of others", async () => {
  globalThis.fetch = async () => new Response("{}", { status: 404 });
  assert.deepEqual(await listed(), []);
  globalThis.fetch = async () => {
    throw new TypeError("no server");
  };
  assert.deepEqual(await listed(), []);
  globalThis.fetch = async () => Response.json({ connectors: [row("a")], total: 1 });
  assert.deepEqual(await listed(), [row("a")]);
});

test("what is gone already is as good as removed", async () => {
  const calls = [];
  let status = 204;
  globalThis.fetch = async (address, { method }) => {
    calls.push(`${method} ${address}`);
    return new Response(null, { status });
  };
  assert.equal(await removeListed(row("a b")), true);
  assert.deepEqual(calls, ["DELETE /api/v1/admin/connectors/r-a%20b"]);
  status = 404;
  assert.equal(await removeListed(row("a")), true);
  status = 503;
  assert.equal(await removeListed(row("a")), false);
});

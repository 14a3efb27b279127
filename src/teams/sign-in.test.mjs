// The sign-in lines as they ship, against planted SDKs of both generations: what is asked
// for and when, which calls carry the token, and what the page is told.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { settled } from "./boot.fixture.mjs";
import { limits, startUpLines } from "../../crates/xtask/npm/start-up.mjs";

const SCRIPT = startUpLines("src/teams/sign-in.js");
const { TOKEN } = limits();
const NOW = Date.parse("2026-11-28T12:00:00Z") / 1000;
const TENANT = "22222222-2222-4222-8222-222222222222";
const BOTH = ["1.x", "2.x"];

/** A token of this person that ends in so many seconds. */
function token(name, seconds = 4500) {
  const claims = Buffer.from(JSON.stringify({ name, exp: NOW + seconds })).toString("base64url");
  return `header.${claims}.${name}-${seconds}`;
}

/** @typedef {(bearer: string) => number} Status */

/**
 * A page of this generation; the host answers with what is in `tokens`, in turn: a token,
 * `null` for a refusal, "silent" for nothing. The server answers what `status` says.
 */
function page(generation, tokens, { status = /** @type {Status} */ ((_bearer) => 200), before133 = false } = {}) {
  // What the window brings, and what the server makes of that.
  const it = { pass: undefined, fetched: undefined, record: {} };
  const log = [], calls = [], heard = [], timers = [], windows = [];
  const answer = (what, given) => {
    log.push(what);
    return given === undefined ? (tokens.length > 1 ? tokens.shift() : tokens[0]) : given;
  };
  const spoken = (what, parameters, given = undefined) => {
    const said = answer(what, given);
    const refused = what === "authenticate" ? "CancelledByUser" : "resourceDisabled";
    if (generation === "2.x") {
      if (said === "silent") return new Promise(() => {});
      return said === null ? Promise.reject(new Error(refused)) : Promise.resolve(said);
    }
    if (said === null) parameters.failureCallback(refused);
    else if (said !== "silent") parameters.successCallback(said);
    return undefined;
  };
  const authentication = {
    getAuthToken: (parameters) => spoken(`getAuthToken ${JSON.stringify(parameters.silent)}`, parameters),
    authenticate(parameters) {
      windows.push(parameters.url);
      return spoken("authenticate", parameters, it.pass);
    },
    ...(before133 ? {} : { registerAuthenticationHandlers: () => log.push("register") }),
  };
  const place = () => ({ hidden: true, lastElementChild: { textContent: "" } });
  const places = { who: place(), maker: place() };
  const { who, maker } = places;
  const window = {
    microsoftTeams: generation === "2.x" ? { app: {}, pages: {}, authentication } : { settings: {}, authentication },
    document: { getElementById: (id) => places[id] },
    location: { origin: "https://connector.example" },
    atob, btoa,
    crypto: { getRandomValues: (bytes) => bytes.fill(7), subtle: { digest: async (_name, bytes) => new Uint8Array(createHash("sha256").update(bytes).digest()) } },
    setTimeout: (action, time) => timers.push({ action, time }),
    fetch: async (what, _how = undefined) => {
      const request = what instanceof Request ? what : { url: String(what), headers: new Headers() };
      const bearer = request.headers.get("Authorization");
      calls.push([request.url.replace("https://connector.example", ""), bearer?.split(".")[2] ?? null, what instanceof Request ? await what.text() : ""]);
      if (request.url === "/api/v1/sign-in") return new Response(JSON.stringify({ token: it.fetched }), { status: it.fetched ? 200 : 401 });
      return new Response(JSON.stringify(it.record), { status: status(bearer) });
    },
    teamsBoot: {
      connection: async () => (generation === "2.x" ? { user: { tenant: { id: TENANT } } } : { tid: TENANT }),
      take: (_hears) => {},
    },
  };
  class Local extends Request {
    constructor(what, how) {
      super(typeof what === "string" ? new URL(what, "https://connector.example") : what, how);
    }
  }
  runInNewContext(SCRIPT, { window, Request: Local, Response, URL, TextDecoder, TextEncoder, Uint8Array, Date: { now: () => NOW * 1000 } });
  window.teamsBoot.take((kind, word) => heard.push([kind, word].join(" ").trim()));
  const ask = async (path = "/api/v1/connectors/a", how = undefined) => (await window.fetch(path, how)).status;
  return Object.assign(it, { log, calls, heard, timers, windows, who, maker, window, ask });
}

test("the token is fetched at load, by callbacks in 1.x and a promise in 2.x", async () => {
  for (const generation of BOTH) {
    const { log, heard, who, ask, calls } = page(generation, [token("Megan")]);
    await settled();
    assert.deepEqual(log, ["getAuthToken true"], generation);
    assert.deepEqual([heard, who.hidden, who.lastElementChild.textContent], [[], false, "Megan"]);
    assert.equal(await ask(), 200);
    assert.deepEqual(calls, [["/api/v1/connectors/a", "Megan-4500", ""]]);
    assert.equal(log.length, 1, "it is kept");
  }
});

test("nothing else carries the token: no text, no program, no other host", async () => {
  const { ask, calls } = page("2.x", [token("Megan")]);
  await settled();
  await ask("/text-de.json");
  await ask("https://res.cdn.office.net/api/v1/list.json");
  await ask("/apis");
  assert.deepEqual(calls.map(([, bearer]) => bearer), [null, null, null]);
});

test("a call with a body goes out whole, also the second time", async () => {
  const it = page("2.x", [token("Megan"), token("Megan", 4600)], { status: (bearer) => (bearer.endsWith("4600") ? 200 : 401) });
  await settled();
  assert.equal(await it.ask("/api/v1/connectors/a", { method: "PUT", body: "{}" }), 200);
  assert.deepEqual(it.calls.map(([, ...sent]) => sent), [["Megan-4500", "{}"], ["Megan-4600", "{}"]]);
});

test("a token that ends soon is renewed before the call", async () => {
  const { ask, calls } = page("1.x", [token("Megan", 299), token("Megan", 4600)]);
  await settled();
  await ask();
  assert.deepEqual(calls.map(([, bearer]) => bearer), ["Megan-4600"]);
});

test("what the server refuses twice is told to the page, and asked for no more", async () => {
  for (const generation of BOTH) {
    const { ask, log, calls } = page(generation, [token("Old")], { status: () => 401 });
    await settled();
    assert.equal(await ask(), 401, generation);
    assert.equal(log.length, 2, "at load, and once again");
    assert.equal(calls.length, 1, "the same token is not sent twice");
  }
});

test("a host that gives no token: the page hears it once, and calls answer 401 unsent", async () => {
  for (const generation of BOTH) {
    const { ask, calls, heard } = page(generation, [null]);
    await settled();
    assert.deepEqual(heard, ["signed-out"], generation);
    assert.equal(await ask(), 401);
    assert.deepEqual(calls, []);
  }
});

test("a host that never answers is waited for no longer than may be, and still welcome", async () => {
  const it = page("1.x", ["silent"]);
  await settled();
  const call = it.ask();
  await settled();
  assert.deepEqual(it.timers.map(({ time }) => time), [TOKEN, TOKEN]);
  it.timers.forEach(({ action }) => action());
  assert.equal(await call, 401);
  assert.deepEqual(it.heard, ["signed-out"]);
});

test("the window is opened with a challenge, registered first where it can be", async () => {
  for (const [generation, before133, expected] of /** @type {const} */ ([
    ["1.x", true, ["getAuthToken true", "authenticate"]],
    ["1.x", false, ["getAuthToken true", "register", "authenticate"]],
    ["2.x", false, ["getAuthToken true", "register", "authenticate"]],
  ])) {
    const it = page(generation, [null], { before133 });
    Object.assign(it, { pass: "the-pass", fetched: token("Adele") });
    await settled();
    it.window.teamsBoot.signIn();
    await settled();
    await settled();
    assert.deepEqual(it.log, expected);
    const address = new URL(it.windows[0]);
    assert.equal(address.pathname, "/sign-in");
    assert.match(address.searchParams.get("challenge"), /^[\w-]{43}$/);
    assert.equal(address.searchParams.get("tenant"), TENANT);
    assert.deepEqual(it.heard, ["signed-out", "signed-in"]);
    assert.equal(it.who.lastElementChild.textContent, "Adele");
    assert.equal(await it.ask(), 200);
    assert.equal(it.calls.at(-1)[1], "Adele-4500");
  }
});

test("a window that brought nothing says why", async () => {
  for (const generation of BOTH) {
    const it = page(generation, [null]);
    Object.assign(it, { pass: null, fetched: undefined });
    await settled();
    it.window.teamsBoot.signIn();
    await settled();
    await settled();
    assert.deepEqual(it.heard, ["signed-out", "signed-out CancelledByUser"], generation);
    Object.assign(it, { pass: "too-old" });
    it.window.teamsBoot.signIn();
    await settled();
    await settled();
    assert.equal(it.heard.at(-1), "signed-out down");
  }
});

test("who saved a record last is shown once it is read, and nobody where nobody is named", async () => {
  const it = page("2.x", [token("Megan")]);
  await settled();
  await it.ask();
  await settled();
  assert.equal(it.maker.hidden, true);
  it.record = { configuredBy: "Adele" };
  const answer = await it.window.fetch("/api/v1/connectors/a", undefined);
  assert.deepEqual(await answer.json(), { configuredBy: "Adele" }, "the program reads it as well");
  await settled();
  assert.deepEqual([it.maker.hidden, it.maker.lastElementChild.textContent], [false, "Adele"]);
});

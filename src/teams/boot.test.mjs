// The start-up lines as they ship, against planted SDKs of both generations: what they
// register and when, what they hold, answer, paint and say before the wasm is there.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { CONTEXT, opened, settled } from "./boot.fixture.mjs";
import { limits, startUpLines } from "../../crates/xtask/npm/start-up.mjs";

const { HELD, LOCALE, PROGRAM } = limits();
/** @type {import("./boot.fixture.mjs").Generation[]} */
const BOTH = ["1.x", "2.x"];

test("1.x gets its handlers at once, before the host has answered", () => {
  const { log } = opened("1.x");
  assert.deepEqual(log, ["initialize", "on save", "on remove", "on theme", "getContext"]);
});

test("1.x is initialised without an argument: the first one has meant two things", () => {
  assert.equal(opened("1.x").sdk.arguments, 0);
});

test("2.x gets its handlers only after the handshake", async () => {
  const { log, sdk } = opened("2.x");
  assert.deepEqual(log, ["initialize"]);
  sdk.shakeHands();
  await settled();
  assert.deepEqual(log.slice(0, 6), ["initialize", "on save", "on remove", "on theme", "on context", "getContext"]);
});

test("a handler that the frame refuses keeps no other from being registered", async () => {
  for (const generation of BOTH) {
    const { log } = await opened(generation, { refused: ["save"] }).connected();
    assert.ok(!log.includes("on save") && log.includes("on remove") && log.includes("on theme"), generation);
  }
});

test("a top window has a host in 1.x only in a shell, or where it was opened by one", async () => {
  for (const reaches of /** @type {const} */ (["nativeInterface", "opener"])) {
    assert.equal(opened("1.x", { alone: true, reaches }).log[0], "initialize");
  }
  const { log, window } = opened("1.x", { alone: true });
  await assert.rejects(window.teamsBoot.connection(), /no host/);
  assert.deepEqual(log, ["speak ja"]);
});

test("what the host says before the wasm is there is held, and given to it once: a removal early", async () => {
  for (const generation of BOTH) {
    const page = await opened(generation).connected();
    const [early, save] = [page.ask("remove"), page.ask("save")];
    const heard = page.takeOver();
    await settled();
    assert.deepEqual(heard, [], "the page hears first that it is connected");
    page.clock.pass(0);
    assert.deepEqual(heard.splice(0), [["remove", early]], generation);
    const late = page.ask("remove");
    page.clock.pass(HELD - 1);
    assert.deepEqual(heard.splice(0), [["remove", late]], generation);
    page.window.teamsBoot.ready();
    page.clock.pass(0);
    assert.deepEqual(heard, [["save", save]], generation);
    page.clock.pass(HELD);
    assert.deepEqual([early, save, late].flatMap(({ answers }) => answers), [], generation);
  }
});

test("a removal is held as long as the host has not answered the handshake", async () => {
  const page = opened("1.x");
  const heard = page.takeOver();
  const request = page.ask("remove");
  await settled();
  page.clock.pass(0);
  assert.deepEqual(heard, []);
  await page.connected();
  page.clock.pass(0);
  assert.deepEqual(heard, [["remove", request]]);
});

test("a request that comes when the page is ready is given to it at once", async () => {
  const page = await opened("2.x").connected();
  const heard = page.takeOver();
  page.window.teamsBoot.ready();
  const request = page.ask("save");
  assert.deepEqual(heard, [["save", request]]);
});

test("a request that nobody takes in time is answered once", async () => {
  for (const kind of ["save", "remove"]) {
    const page = await opened("2.x").connected();
    const request = page.ask(kind);
    page.clock.pass(HELD - 1);
    assert.deepEqual(request.answers, []);
    page.clock.pass(1);
    assert.deepEqual(request.answers, ["NotNow"]);
    const heard = page.takeOver();
    page.window.teamsBoot.ready();
    page.clock.pass(0);
    page.close();
    assert.deepEqual([heard, request.answers], [[], ["NotNow"]]);
  }
});

test("a page that is closed answers what it holds", async () => {
  const page = await opened("1.x").connected();
  const requests = [page.ask("save"), page.ask("remove")];
  page.close();
  page.clock.pass(HELD);
  assert.deepEqual(requests.map(({ answers }) => answers), [["Closing"], ["Closing"]]);
});

test("the host hears that the page is there only when it is, also where 1.x cannot say it", async () => {
  for (const generation of BOTH) {
    const { log, takeOver, window } = await opened(generation).connected();
    takeOver();
    assert.ok(!log.includes("loaded"), generation);
    window.teamsBoot.ready();
    assert.deepEqual(log.slice(-2), ["loaded", "success"], generation);
  }
  const old = await opened("1.x", { before152: true }).connected();
  old.takeOver();
  old.window.teamsBoot.ready();
  assert.ok(!old.log.includes("success"));
});

test("the theme is painted before the words and the settings are asked for, and when it changes", async () => {
  for (const generation of BOTH) {
    const page = await opened(generation).connected();
    assert.equal(page.root.dataset.theme, CONTEXT.theme);
    const first = (entry) => page.log.findIndex((line) => line.startsWith(entry));
    assert.ok(first("paint dark") < first(`speak ${CONTEXT.locale}`), generation);
    assert.ok(first(`speak ${CONTEXT.locale}`) < first("read settings"), generation);
    page.report("theme", "contrast");
    assert.equal(page.root.dataset.theme, "contrast");
    page.report("theme", undefined);
    assert.equal(page.root.dataset.theme, "default");
  }
});

test("the language follows the host, and the browser where the host says none in time", async () => {
  const { clock, log, report } = await opened("2.x").connected();
  report("context", { app: { locale: "fr-fr" } });
  report("context", { locale: "es-es" });
  clock.pass(LOCALE);
  assert.deepEqual(log.filter((line) => line.startsWith("speak")), ["speak de-de", "speak fr-fr", "speak es-es"]);
  const silent = opened("1.x");
  silent.clock.pass(LOCALE - 1);
  assert.ok(!silent.log.includes("speak ja"));
  silent.clock.pass(1);
  assert.ok(silent.log.includes("speak ja"));
});

test("another language is told to the wasm, and scripts are seen to run", async () => {
  const page = await opened("2.x").connected();
  page.window.teamsWords.changed();
  const heard = page.takeOver();
  page.window.teamsWords.changed();
  assert.deepEqual(heard, [["words", null]]);
  assert.equal(page.root.dataset.boot, "");
});

test("a first choice can be saved as long as nothing else was touched", async () => {
  for (const generation of BOTH) {
    const page = await opened(generation, { stored: {} }).connected();
    const told = () => page.log.filter((line) => line.startsWith("valid"));
    page.change();
    assert.deepEqual(told(), [], generation);
    page.change({ chosen: true });
    page.change({ chosen: true });
    assert.deepEqual(told(), ["valid true"], generation);
    page.change({ chosen: true, name: "Orders" });
    assert.deepEqual(told(), ["valid true", "valid false"], generation);
    page.window.teamsBoot.valid(false);
    page.window.teamsBoot.valid(true);
    assert.deepEqual(told(), ["valid true", "valid false", "valid true"], generation);
  }
});

test("no early choice counts in a stored connector, a channel tab, an unanswered host, or another phase", async () => {
  const told = async (how, act = (page) => page) => {
    const page = await opened("2.x", { stored: {}, ...how }).connected();
    act(page);
    page.change({ chosen: true });
    return page.log.filter((line) => line.startsWith("valid"));
  };
  assert.deepEqual(await told({}), ["valid true"]);
  assert.deepEqual(await told({ stored: { entityId: "1" } }), []);
  assert.deepEqual(await told({ stored: null }), []);
  assert.ok(!(await opened("1.x", { stored: null }).connected()).log.includes("valid true"));
  assert.deepEqual(await told({ stored: "refused" }), []);
  assert.deepEqual(await told({ destination: "workflow" }), []);
  assert.deepEqual(await told({}, ({ root }) => (root.dataset.phase = "editing")), []);
  assert.deepEqual(await told({}, ({ window }) => window.teamsBoot.ready()), []);
});

test("a choice that was there before the settings counts too", async () => {
  const page = opened("1.x", { stored: {} });
  page.change({ chosen: true });
  await page.connected();
  assert.ok(page.log.includes("valid true"));
});

test("whatever keeps the page from starting is said, and taken back when it starts after all", async () => {
  const shown = (page) => page.shown();
  assert.deepEqual(shown(opened("none")), ["no-sdk"]);
  assert.deepEqual(shown(opened("2.x", { wasm: false })), ["no-wasm"]);
  const slow = await opened("2.x").connected();
  slow.clock.pass(PROGRAM - 1);
  assert.deepEqual(shown(slow), []);
  slow.clock.pass(1);
  assert.deepEqual([shown(slow), slow.root.dataset.phase], [["no-start"], "outside"]);
  slow.takeOver();
  assert.deepEqual(shown(slow), []);
  slow.hear("error");
  assert.deepEqual(shown(slow), []);
  const broken = await opened("2.x", { stored: {} }).connected();
  broken.change({ chosen: true });
  broken.hear("error");
  assert.deepEqual([shown(broken), broken.log.at(-1)], [["no-start"], "valid false"]);
});

test("a failure before the markup is there waits for it", () => {
  const page = opened("none", { loading: true });
  assert.deepEqual(page.shown(), []);
  page.parsed();
  assert.deepEqual(page.shown(), ["no-sdk"]);
});

test("a name that is kept nowhere stops the build", () => {
  const folder = mkdtempSync(join(tmpdir(), "start-up-"));
  const check = (script, name) => {
    const file = join(folder, "lines.js");
    writeFileSync(file, script);
    assert.throws(() => startUpLines(pathToFileURL(file).href), new RegExp(`names ${name}, which is kept nowhere`));
  };
  try {
    check("window.alert(TEXT.Nowhere)", "TEXT.Nowhere");
    check("window.alert(LIMIT.FOREVER)", "LIMIT.FOREVER");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

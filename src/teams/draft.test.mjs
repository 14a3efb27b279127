// What was not saved is offered in the same window, to the same configuration, and holds no
// link, no code and no id.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { startUpLines } from "../../crates/xtask/npm/start-up.mjs";

const SCRIPT = startUpLines("src/teams/draft.js");
const ID = "0123456789abcdef0123456789abcdef";
const CHANNEL = "19:general@thread.tacv2";
/** A stored configuration, as each generation says where the page is. */
const STORED = [{ channelId: CHANNEL, entityId: ID }, { app: {}, channel: { id: CHANNEL }, page: { id: ID } }];

/** A browser's window: what is stored lasts from one page to the next. */
function browser() {
  const items = new Map();
  return {
    items,
    store: { getItem: (key) => items.get(key) ?? null, setItem: (key, text) => items.set(key, text), removeItem: (key) => items.delete(key) },
    /** A page in it, connected to a host that says this. */
    async open(said, { isRefused = false } = {}) {
      const page = pageIn(this, said, isRefused);
      await connected();
      return page;
    },
    /** The same, cancelled after the person has changed something. */
    async cancelled(said) {
      const page = await this.open(said);
      page.change();
      page.close();
      return page;
    },
  };
}

const connected = () => new Promise((resume) => setImmediate(resume));

function pageIn({ store }, said, isRefused) {
  const heard = {};
  const on = (kind, action) => (heard[kind] = action);
  const inputs = [...["Create", "Update", "All"].map((value) => ({ type: "radio", value, checked: false })),
    { type: "text", value: "Task notifications" }, { type: "checkbox", checked: true }];
  const page = { inputs, dataset: { phase: "editing" }, offer: { hidden: true }, heard: 0, focused: 0 };
  const target = { matches: (selector) => selector.includes("#config-name") };
  const first = { dispatchEvent: ({ type }) => (page.heard++, heard[type]({ target })), focus: () => page.focused++ };
  const form = { querySelector: () => first };
  const parts = { kept: page.offer, restore: { addEventListener: on }, form };
  const document = { documentElement: { dataset: page.dataset }, addEventListener: on, getElementById: (id) => parts[id], querySelectorAll: () => inputs };
  const window = {
    document, addEventListener: on, Event: class { constructor(type) { this.type = type; } },
    teamsBoot: { connection: () => Promise.resolve(said) },
    get sessionStorage() { if (isRefused) throw new Error("SecurityError"); return store; },
  };
  runInNewContext(SCRIPT, { window });
  return Object.assign(page, {
    /** The person chooses *Update* and a name. */
    change() {
      Object.assign(inputs[1], { checked: true });
      Object.assign(inputs[3], { value: "Paper orders" });
      heard.input({ target });
    },
    /** The person pastes a link. */
    paste: () => heard.input({ target: { matches: () => false } }),
    restore: () => heard.click(),
    close: () => heard.pagehide(),
  });
}

test("after a dialog that was cancelled the next one offers what was chosen", async () => {
  for (const said of STORED) {
    const window = browser();
    assert.ok((await window.cancelled(said)).offer.hidden);
    const page = await window.open(said);
    const { inputs } = page;
    assert.deepEqual([inputs[1].checked, page.offer.hidden], [false, false], "nothing is chosen in silence");
    page.restore();
    assert.deepEqual([inputs[1].checked, inputs[3].value, page.offer.hidden], [true, "Paper orders", true]);
    assert.deepEqual([page.heard, page.focused], [1, 1]);
  }
});

test("what is stored holds no link, no code and no whole id", async () => {
  const window = browser();
  await window.cancelled(STORED[0]);
  const stored = JSON.stringify([...window.items]);
  assert.equal(stored, JSON.stringify([[`draft ${CHANNEL} 01234567`, '[false,true,false,"Paper orders",true]']]));
});

test("what was saved, removed or never touched is not offered", async () => {
  for (const end of [
    (page) => (page.change(), page.dataset.phase = "saved"),
    (page) => (page.change(), page.dataset.phase = "removed"),
    (page) => page.paste(),
    () => {},
  ]) {
    const window = browser();
    const page = await window.open(STORED[0]);
    end(page);
    page.close();
    assert.ok((await window.open(STORED[0])).offer.hidden, String(end));
  }
});

test("an offer stays until something is changed or restored, and is kept when it was", async () => {
  const window = browser();
  await window.cancelled(STORED[0]);
  (await window.open(STORED[0])).close();
  const changed = await window.open(STORED[0]);
  assert.ok(!changed.offer.hidden);
  changed.change();
  assert.ok(changed.offer.hidden);
  const again = await window.open(STORED[0]);
  again.restore();
  again.close();
  assert.ok(!(await window.open(STORED[0])).offer.hidden);
});

test("another channel and another configuration have drafts of their own", async () => {
  const window = browser();
  await window.cancelled(STORED[0]);
  for (const said of [{ channelId: CHANNEL }, { channelId: "19:other", entityId: ID }, { channelId: CHANNEL, entityId: "f".repeat(32) }]) {
    assert.ok((await window.open(said)).offer.hidden, JSON.stringify(said));
  }
});

test("the frame of a removal offers nothing", async () => {
  const frameContext = "remove";
  for (const removing of [{ ...STORED[0], frameContext }, { ...STORED[1], page: { id: ID, frameContext } }]) {
    const window = browser();
    await window.cancelled(STORED[0]);
    assert.ok((await window.open(removing)).offer.hidden);
  }
});

test("whoever chose before the host answered is offered nothing", async () => {
  const window = browser();
  await window.cancelled(STORED[0]);
  const early = pageIn(window, STORED[0], false);
  early.change();
  await connected();
  assert.ok(early.offer.hidden);
});

test("a browser that keeps a frame from storing costs the draft and nothing else", async () => {
  const page = await browser().open(STORED[0], { isRefused: true });
  page.change();
  page.close();
  assert.ok(page.offer.hidden);
});

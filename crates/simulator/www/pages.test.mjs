// The pages of an uploaded app beside our own, from the first opening to what is stored.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pages } from "./pages.js";

const HERE = "http://localhost:3978";
const PUBLIC = "https://a.example/configure?enrol=k";
const APP = { id: "a", name: { short: "Tasks" }, configurableTabs: [{ configurationUrl: PUBLIC }], validDomains: ["a.example"] };

function pages() {
  return new Pages(`${HERE}/configure`, HERE, () => [APP]);
}

test("without an app it is our own page, and nothing is blocked", () => {
  const own = pages();
  assert.equal(own.configure({ profile: "tab" }), `${HERE}/configure?destination=workflow`);
  assert.deepEqual(own.found("https://anywhere.example/"), { address: "https://anywhere.example/", why: null });
  assert.equal(own.manifestUrl({ profile: "tab" }), `${HERE}/configure`);
});

test("an app's page is opened as its manifest names it, with nothing added", () => {
  const its = pages();
  its.app = APP;
  assert.equal(its.configure({ profile: "tab" }), PUBLIC);
  assert.deepEqual(its.found(PUBLIC), { address: `${HERE}/configure?enrol=k`, why: null });
  assert.equal(its.manifestUrl({ profile: "tab" }), `${HERE}/configure?enrol=k`);
  assert.match(its.found(its.configure({ profile: "connector" })).why, /names no page/);
});

test("what is stored remembers its app, and forgets it with the app", () => {
  const its = pages();
  its.app = APP;
  const stored = { key: "k", settings: {} };
  its.claim(stored);
  its.app = null;
  its.follow(stored);
  assert.equal(its.app, APP);
  its.follow({ ...stored, app: "gone" });
  assert.equal(its.app, null);
  its.follow(null);
  assert.equal(its.app, null);
});

// The first minute: a step is ticked when it is really done, and not before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { closing, steps, whyUnheard } from "./steps.js";

const done = (seen) => steps({ connectors: [], tasks: [], posts: [], ...seen }).map((step) => step.done);
const paper = { title: 'Order "paper"' };
const heard = { ...paper, heard: true };
const post = (text) => ({ card: { text } });

test("each step waits for its own deed", () => {
  assert.deepEqual(done({}), [false, false, false]);
  assert.deepEqual(done({ connectors: [{}] }), [true, false, false]);
  assert.deepEqual(done({ connectors: [{}], tasks: [paper] }), [true, false, false]);
  assert.deepEqual(done({ connectors: [{}], tasks: [heard] }), [true, true, false]);
  assert.deepEqual(done({ connectors: [{}], tasks: [heard], posts: [post("Task notifications are set up")] }), [true, true, false]);
  assert.deepEqual(done({ connectors: [{}], tasks: [heard], posts: [post('Order "paper"')] }), [true, true, true]);
});

test("an event that nobody hears says what to do", () => {
  assert.equal(whyUnheard(1, []), "");
  assert.match(whyUnheard(0, []), /select Save first/);
  assert.match(whyUnheard(0, [{}]), /asks for this kind of event/);
});

test("the stage says what was saved", () => {
  const named = { settings: { configName: "Paper orders" } };
  assert.match(closing("saved", named), /^Saved as Paper orders\./);
  assert.match(closing("saved", { settings: { suggestedDisplayName: "Tab" } }), /^Saved as Tab\./);
  assert.match(closing("saved", { settings: {} }), /without a name/);
  assert.match(closing("saved", null), /^No page is open/);
  assert.match(closing("removed", named), /^Removed/);
  assert.match(closing("idle", named), /^No page is open/);
});

// Markup gets its texts, and nothing else is touched.
import assert from "node:assert/strict";
import test from "node:test";
import { spoken } from "./spoken.mjs";

const TEXTS = { name: 'A "name" & more', choice: "a < b" };

test("an element gets its text inside", () => {
  assert.equal(spoken('<p id="a" data-text="choice" class="b"></p>', TEXTS), '<p id="a" data-text="choice" class="b">a &lt; b</p>');
});

test("a field gets its text as its value", () => {
  const field = '<input id="a" data-text="name" aria-invalid="false">';
  assert.equal(spoken(field, TEXTS), '<input id="a" data-text="name" value="A &quot;name&quot; &amp; more" aria-invalid="false">');
});

test("an element without a text stays", () => {
  const markup = '<p role="status"></p><b id="seen"></b>';
  assert.equal(spoken(markup, TEXTS), markup);
});

test("a text that is nowhere is an error", () => {
  assert.throws(() => spoken('<p data-text="gone"></p>', TEXTS), /names the text gone/);
});

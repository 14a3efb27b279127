// A word that the simulator does not know is told, with the nearest right one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { misspelt } from "./misspelt.js";
import { BACKEND, CHANNEL, defaults, FAULTS, THEMES } from "./options.js";

const said = (query) => misspelt(new URLSearchParams(query));

test("a misspelt word is told with the nearest one", () => {
  const check = (query, pattern) => {
    assert.equal(said(query).length, 1, query);
    assert.match(said(query)[0], pattern);
  };
  check("falt=", /no word falt, and it was ignored\. Did you mean late\? It knows theme, locale, /);
  check("webhok=never", /no word webhok.* Did you mean webhook\?$/);
  check("Theme=dark", /no word Theme.* Did you mean theme\?$/);
  check("constructor=1", /no word constructor, .* Did you mean \w+\? It knows theme, locale, /);
  check("client=andriod", /no client=andriod, and ignored it\. Did you mean \w+\? It knows today, v1, mobile, desktop\.$/);
  check("client=moblie", /Did you mean mobile\?$/);
  check("theme=drak", /Did you mean dark\?$/);
  check("backend=50", /Did you mean (500|503)\?$/);
  check("channel=toString", /no channel=toString/);
  check("late=soon", /no late=soon/);
  check("delay=", /no delay=, and ignored it\.$/);
  check("sdk=latest", /no sdk=latest/);
  check("locale=%3Cb%3E", /no locale=<b>/);
  check("page=/configure", /no page=\/configure/);
});

test("one sentence for each, and for each only one", () => {
  assert.equal(said("falt=1&falt=2&theme=pink&sdk=1.5.2").length, 2);
});

test("what is right is not told", () => {
  const choices = { ...FAULTS, backend: BACKEND, channel: CHANNEL, theme: { values: THEMES } };
  for (const [word, { values }] of Object.entries(choices)) {
    for (const value of Object.keys(values)) assert.deepEqual(said(new URLSearchParams({ [word]: value })), []);
  }
  assert.deepEqual(said(new URLSearchParams({ ...defaults(), late: String(defaults().late) })), []);
  assert.deepEqual(said("sdk=2.0.0-beta.1&locale=DE-de&late=500&delay=1500&page=https%3A%2F%2Fa.example%2F%7Btheme%7D"), []);
  assert.deepEqual(said(""), []);
});

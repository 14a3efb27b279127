// Each cause of an empty frame has its own sentence, and none blames another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sentence, whyEmpty, whyNotFramed } from "./look.js";

const PARENT = "http://localhost:3978";
const PAGE = "http://localhost:5173/configure?enrol=secret";
const page = (answer) => ({ found: "answer", status: 200, kind: "text/html", address: PAGE, ...answer });

test("every cause is told as what it is", () => {
  const check = (seen, pattern) => {
    const said = sentence(seen, PAGE, PARENT);
    assert.match(said, pattern);
    assert.doesNotMatch(said, /secret/);
  };
  check({ found: "elsewhere" }, /is on another machine, and was not looked at/);
  check({ found: "no-name" }, /^No machine is called localhost: /);
  check({ found: "nobody" }, /^Nothing answers at http:\/\/localhost:5173: start/);
  check({ found: "silence" }, /takes the connection and answers nothing/);
  check({ found: "circle" }, /without end/);
  check(page({ status: 404 }), /^There is no page at http:\/\/localhost:5173\/configure: the server answers 404/);
  check(page({ status: 503 }), /answers 503/);
  check(page({ kind: "application/json" }), /is application\/json, and no page/);
  check(page({ kind: null }), /of no kind/);
  check(page({ policy: "default-src 'self'; frame-ancestors 'none'" }), /Content-Security-Policy says frame-ancestors 'none': add http:\/\/localhost:3978/);
  check(page({ frameOptions: "DENY" }), /X-Frame-Options: DENY/);
  check(page({}), /may be framed, but has not called initialize: does it load the Teams SDK/);
  assert.match(sentence({ found: "nobody" }, "https://localhost/", PARENT), /over TLS that this machine trusts/);
});

test("a frame is refused exactly where a browser refuses it", () => {
  const refused = (policy, frameOptions, parent = PARENT) => whyNotFramed({ policy, frameOptions, address: PAGE }, parent) !== null;
  for (const allowing of ["*", "http:", "http://localhost:3978", "localhost:3978", "http://localhost:*", "http://*:3978", "http://localhost:3978/x"]) {
    assert.equal(refused(`frame-ancestors https://teams.example ${allowing}`), false, allowing);
  }
  for (const refusing of ["", "'none'", "'self'", "https:", "http://localhost", "http://localhost:5173", "*.localhost:3978", "https://localhost:3978", "a/*b"]) {
    assert.equal(refused(`frame-ancestors ${refusing}`), true, refusing);
  }
  assert.equal(refused("frame-ancestors https://*.example.com", null, "https://teams.example.com"), false);
  assert.equal(refused("frame-ancestors https://*.example.com", null, "https://example.com"), true);
  assert.equal(refused("frame-ancestors 'self'", null, "http://localhost:5173"), false);
  assert.equal(refused("frame-ancestors *, frame-ancestors 'none'"), true);
  assert.equal(refused("default-src 'none'", null), false);
  assert.equal(refused("frame-ancestors *", "DENY"), false);
  assert.equal(refused(null, "SAMEORIGIN"), true);
  assert.equal(refused(null, "sameorigin", "http://localhost:5173"), false);
  assert.equal(refused(null, "ALLOW-FROM https://a.example"), false);
});

test("a server that cannot say leaves it unsaid", async () => {
  assert.equal(await whyEmpty(PAGE, PARENT, async () => ({ ok: false })), null);
  assert.equal(await whyEmpty(PAGE, PARENT, async () => { throw new Error("gone"); }), null);
  const answers = async () => ({ ok: true, json: async () => page({ status: 404 }) });
  assert.match(await whyEmpty(PAGE, PARENT, answers), /answers 404/);
});

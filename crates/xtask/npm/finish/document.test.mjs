// A document as Trunk leaves it, and what is changed in it.
import assert from "node:assert/strict";
import test from "node:test";
import { Document } from "./document.mjs";

const STAGED = `<!DOCTYPE html>
<html lang="en">
<script id="early">early();
</script>
<link rel="modulepreload" href="/page-1.js">
<link rel="preload" href="/page-1_bg.wasm" as="fetch">
<form></form>
<script id="teams&#x2D;sdk" src="/sdk-1.js"></script>
<script type="module">import init from "/page-1.js";</script>
</html>`;
const STARTED = {
  wasm: { address: "/page-2_bg.wasm", integrity: "sha384-w" },
  script: { address: "/page-2.js", integrity: "sha384-s" },
};

function finished() {
  const document = new Document(STAGED);
  document.start(STARTED);
  document.inlineSdk("sdk();");
  return document;
}

test("the SDK stands in the document and begins the wasm's download", () => {
  const html = finished().text();
  assert.ok(html.includes('<script id="teams-sdk">pageWasm();sdk();</script>'));
  assert.ok(html.includes('fetch("/page-2_bg.wasm",{integrity:"sha384-w"})'));
  const [sdk, module] = [html.indexOf("teams-sdk"), html.indexOf('src="/page-2.js" integrity="sha384-s"')];
  assert.ok(sdk < module, "the module stands behind the SDK");
});

test("nothing of Trunk's own start is left", () => {
  assert.doesNotMatch(finished().text(), /page-1|modulepreload|rel="preload"/);
});

test("the SDK's file is named before it is put in", () => {
  assert.equal(new Document(STAGED).sdk(), "sdk-1.js");
});

test("a script that would end its own element is bent, one that opens another refused", () => {
  const document = new Document(STAGED);
  document.inlineSdk('say("</script>");');
  assert.ok(document.text().includes('say("<\\/script>");</script>'));
  assert.throws(() => new Document(STAGED).inlineSdk("<!-- -->"), /cannot be put/);
});

test("languages are named to the start-up lines, where there are any", () => {
  const document = new Document(STAGED);
  document.nameTexts({});
  assert.equal(document.text(), new Document(STAGED).text());
  document.nameTexts({ de: "/text-de-1.json" });
  assert.ok(document.text().includes(`<html data-texts='{"de":"/text-de-1.json"}' lang="en">`));
});

test("a document that looks different is an error and stays as it was", () => {
  for (const [from, to] of [
    ["modulepreload", "moduleload"],
    ['<script id="early">', "<script>"],
    ["</form>", '</form><script type="module">other();</script>'],
  ]) {
    const document = new Document(STAGED.replace(from, to));
    assert.throws(() => document.start(STARTED), /elements of the document look like/, from);
  }
});

test("a document where people sign in has another SDK, the sign-in lines and a place for the name", () => {
  const form = STAGED.replace("<form></form>", '<main>\n<form id="form"></form>\n</main>\n<script>a.teamsWords={}</script>\n<script>a.teamsBoot={}</script>');
  const document = new Document(form);
  document.start(STARTED);
  document.inlineSdk("sdk();");
  const before = document.text();
  const html = document.signing({ sdk: "other();", lines: "<script>sign-in</script>" });
  assert.ok(html.includes('<script id="teams-sdk">pageWasm();other();</script>') && !html.includes("sdk();"));
  assert.ok(html.includes("<script>a.teamsBoot={}</script>\n<script>sign-in</script>"));
  assert.match(html, /<p id="who"[^>]* hidden>.*\n<p id="maker"[^>]* hidden>.*<\/p>\n<\/main>/);
  assert.equal(document.text(), before, "the other one stays as it was");
});

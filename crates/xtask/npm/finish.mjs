// Finishes what Trunk staged for release: the Teams SDK moves into the document,
// the wasm and its glue lose what nobody calls, and every name and integrity
// value is computed anew. Trunk calls it after each build of a document; a debug
// build stays as it is, so that it can be looked into.
//
// What each step takes off the form's first visit, in bytes of brotli, the others
// kept: short names between wasm and glue 3,374; classes that nobody uses 1,348;
// a bare trap for what words a panic 1,332; source files' names 1,080; what nobody
// calls 1,027; a panic's words 772; a start of our own 451.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Document } from "./finish/document.mjs";
import { Glue } from "./finish/glue.mjs";
import { hashed, integrity } from "./finish/hash.mjs";
import { shrink } from "./finish/wasm.mjs";
import { startUpLines } from "./start-up.mjs";

/** Where each document's texts were made, and how its languages' files begin. The
 * operators' page has one language, and no host: a browser stands in the SDK's place. */
const PAGES = {
  "index.html": { texts: { made: "target/npm/text", name: "text" }, host: "teams-sdk" },
  "status.html": { texts: { made: "target/npm/status-text", name: "status-text" }, host: "teams-sdk" },
  "admin.html": { host: "browser-host" },
};

if (process.env.TRUNK_PROFILE === "release") await finish(process.env.TRUNK_STAGING_DIR);

async function finish(folder) {
  const [page] = only(folder, /^.+\.html$/);
  const { texts, host } = PAGES[page];
  const document = new Document(readFileSync(join(folder, page), "utf8"), host);
  await finishProgram(folder, document);
  inlineSdk(folder, document);
  if (texts) document.nameTexts(copyTexts(folder, texts));
  writeFileSync(join(folder, page), document.text());
  writeFileSync(join(folder, page.replace(".html", "-signing.html")), signing(document, host));
  if (page === "index.html") writeFileSync(join(folder, "sign-in.html"), lastPage());
}

/** The same document for a server at which people sign in. */
function signing(document, host) {
  const lines = `<script>${startUpLines("src/teams/sign-in.js").trim()}</script>`;
  return document.signing({ sdk: host === "teams-sdk" ? sdk("signing") : null, lines });
}

/** What a window shows in which somebody signed in. */
function lastPage() {
  const languages = Object.fromEntries(list("src/lang/sign-in").map((file) => [file.replace(".json", ""), JSON.parse(readFileSync(join("src/lang/sign-in", file), "utf8"))]));
  const define = { SENTENCES: JSON.stringify(languages) };
  return readFileSync("src/teams/sign-in-end.html", "utf8")
    .replace("SDK", () => sdk("sign-in-end"))
    .replace("LINES", () => startUpLines("src/teams/sign-in-end.js", define).trim());
}

function sdk(purpose) {
  return readFileSync(`target/npm/teams-js-${purpose}.js`, "utf8").trim();
}

/** The wasm and the module that starts it. */
async function finishProgram(folder, document) {
  const [, name, mark] = only(folder, /^(.+)-([0-9a-f]+)_bg\.wasm$/);
  const staged = { wasm: `${name}-${mark}_bg.wasm`, glue: `${name}-${mark}.js` };
  const glue = new Glue(readFileSync(join(folder, staged.glue), "utf8"));
  const wasm = await scratch((place) => shrink(join(folder, staged.wasm), glue, place));
  const script = await glue.finished();
  rmSync(join(folder, staged.wasm));
  rmSync(join(folder, staged.glue));
  document.start({
    wasm: write(folder, `${name}-`, "_bg.wasm", wasm),
    script: write(folder, `${name}-`, ".js", script),
  });
}

function inlineSdk(folder, document) {
  const file = join(folder, document.sdk());
  document.inlineSdk(readFileSync(file, "utf8").trim());
  rmSync(file);
}

/**
 * Puts each language beside the page; tells where, by language. All are named after the
 * content of all: one mark in the document weighs less than one for each.
 */
function copyTexts(folder, { made, name }) {
  const files = list(made).filter((file) => file.endsWith(".json")).sort();
  const contents = files.map((file) => readFileSync(join(made, file), "utf8"));
  const mark = hashed(contents.join("\n"));
  const copied = files.map((file, at) => {
    const tag = file.slice(0, -".json".length);
    const copy = `${name}-${tag}-${mark}.json`;
    writeFileSync(join(folder, copy), contents[at]);
    return [tag, `/${copy}`];
  });
  return Object.fromEntries(copied);
}

/** Writes a file that is named after its content. */
function write(folder, before, after, content) {
  const name = `${before}${hashed(content)}${after}`;
  writeFileSync(join(folder, name), content);
  return { address: `/${name}`, integrity: integrity(content) };
}

/** The one staged file of this form. */
function only(folder, form) {
  const found = readdirSync(folder).map((name) => form.exec(name)).filter(Boolean);
  if (found.length !== 1) throw new Error(`${found.length} staged files look like ${form}`);
  return found[0];
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no other language was made
  }
}

async function scratch(work) {
  const place = mkdtempSync(join(tmpdir(), "teams-connector-"));
  try {
    return await work(place);
  } finally {
    rmSync(place, { recursive: true });
  }
}

// Takes out of the wasm what the glue never calls, and gives short names to what
// is left between the two. Knows binaryen's tools, never what the page does.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forgetPlaces, forgetWords, trapAtOnce } from "./panics.mjs";

// What rustc assumes of a browser.
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
];
const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/** The smaller wasm; `glue` forgets the same things and learns the short names. */
export async function shrink(file, glue, place) {
  const text = join(place, "page.wat");
  const wasm = join(place, "page.wasm");
  const names = await reachable(file, glue, text, place);
  writeFileSync(text, trapAtOnce(rename(readFileSync(text, "utf8"), names)));
  run("wasm-as", [text, "-o", wasm]);
  const wordless = readFileSync(wasm);
  forgetWords(wordless);
  forgetPlaces(wordless);
  writeFileSync(wasm, wordless);
  // Control flow that is taken apart and put together anew compresses better.
  run("wasm-opt", [wasm, "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", ...STRIP, "-o", wasm]);
  const bytes = readFileSync(wasm);
  glue.rename(names);
  check(bytes, names);
  return bytes;
}

/**
 * Drops exports that the glue does not call, then the glue's functions that the
 * wasm does not import, until neither has anything left to drop.
 */
async function reachable(file, glue, text, place) {
  for (let before = Infinity; ; ) {
    const wanted = await glue.calls();
    dropExports(file, wanted, text, place);
    const wasm = join(place, "reachable.wasm");
    run("wasm-opt", [text, "-o", wasm, "--remove-unused-module-elements"]);
    const { imports, exports } = interfaceOf(readFileSync(wasm));
    glue.keep(imports);
    if (imports.length + exports.length === before) return { imports: short(imports), exports: short(exports) };
    before = imports.length + exports.length;
  }
}

function dropExports(file, wanted, text, place) {
  const { exports } = interfaceOf(readFileSync(file));
  const missing = wanted.filter((name) => !exports.includes(name));
  if (missing.length > 0) throw new Error(`the wasm does not export ${missing.join(", ")}`);
  const graph = join(place, "graph.json");
  const nodes = exports.map((name) => ({ name: `export ${name}`, export: name }));
  const root = { name: "glue", root: true, reaches: wanted.map((name) => `export ${name}`) };
  writeFileSync(graph, JSON.stringify([root, ...nodes]));
  run("wasm-metadce", [file, "-f", graph, "-S", "-o", text]);
}

function interfaceOf(bytes) {
  const module = new WebAssembly.Module(bytes);
  return {
    imports: WebAssembly.Module.imports(module).map(({ name }) => name),
    exports: WebAssembly.Module.exports(module).map(({ name }) => name),
  };
}

/** `a`, `b`, … `z`, `aa`, …: the hashes in the given names do not compress. */
function short(names) {
  const letters = (at) => (at < 26 ? "" : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(97 + (at % 26));
  return new Map(names.map((name, at) => [name, letters(at)]));
}

function rename(text, { imports, exports }) {
  return text
    .replace(/^ \(import "[^"]*" "([^"]*)"/gm, (_, name) => ` (import "a" "${known(imports, name)}"`)
    .replace(/^ \(export "([^"]*)"/gm, (_, name) => ` (export "${known(exports, name)}"`);
}

function known(names, name) {
  if (!names.has(name)) throw new Error(`${name} appeared late in the wasm`);
  return names.get(name);
}

/** What the page will find missing at start is better found here. */
function check(bytes, names) {
  const { imports, exports } = interfaceOf(bytes);
  const given = new Set(names.imports.values());
  const kept = new Set(exports);
  const lost = [
    ...imports.filter((name) => !given.has(name)),
    ...[...names.exports.values()].filter((name) => !kept.has(name)),
  ];
  if (lost.length > 0) throw new Error(`wasm and glue disagree on ${lost.join(", ")}`);
}

function run(tool, options) {
  execFileSync(join("node_modules/.bin", tool), [...FEATURES, ...options], { stdio: ["ignore", "ignore", "inherit"] });
}

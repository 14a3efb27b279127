// On small modules: what words a panic goes, and nothing else changes.
import assert from "node:assert/strict";
import test from "node:test";
import binaryen from "binaryen";
import { forgetPlaces, forgetWords, trapAtOnce } from "./panics.mjs";

/** As `wasm-opt -S` lays out a function: its end is a bracket indented by one. */
const written = (name) => `(module
 (func $${name} (result i32)
  (i32.const 7)
 )
)`;

/** The bytes of a module that holds these texts, each at its address. */
function assembled(texts) {
  const segments = texts.map(([at, bytes]) => `(data (i32.const ${at}) "${escaped(bytes)}")`);
  const module = binaryen.parseText(`(module (memory 1) ${segments.join(" ")})`);
  return Buffer.from(module.emitBinary());
}

function escaped(bytes) {
  return [...Buffer.from(bytes)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
}

function location(address, length) {
  return Uint8Array.from(new Uint8Array(Uint32Array.of(address, length, 12, 34).buffer));
}

test("a function that words a panic traps at once", () => {
  for (const name of ["core[1a]::panicking::panic_fmt", "core::option::unwrap_failed", "rust_begin_unwind"]) {
    const text = trapAtOnce(written(name));
    assert.match(text, /\(unreachable\)\n \)/);
    assert.doesNotMatch(text, /i32\.const/);
  }
});

test("what only has such a name inside stays", () => {
  const both = written("rust_begin_unwind").replace("\n)", "") + written("drop_in_place<core::panicking::Wording>").replace("(module", "");
  assert.match(trapAtOnce(both), /drop_in_place[^]*i32\.const 7/);
});

test("a module in which nothing words a panic is an error", () => {
  assert.throws(() => trapAtOnce(written("main")), /no panicking function/);
});

test("the words of a panic are blanked and the page's own stay", () => {
  const said = "called `Option::unwrap()` on a `None` value";
  const wasm = assembled([[16, `before${said}after`]]);
  forgetWords(wasm);
  const text = wasm.toString("latin1");
  assert.ok(text.includes(`before${"\0".repeat(said.length)}after`));
});

test("a source file's name goes with the location that points at it", () => {
  const name = "/build/machine/src/lib.rs";
  const wasm = assembled([
    [1024, name],
    [2048, Buffer.concat([location(1024, name.length), location(4096, 9)])],
  ]);
  forgetPlaces(wasm);
  assert.ok(!wasm.includes(name));
  assert.ok(!wasm.includes(Buffer.from(location(1024, name.length))));
  assert.ok(wasm.includes(Buffer.from(location(4096, 9))), "what points elsewhere stays");
});

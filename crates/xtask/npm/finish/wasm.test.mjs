// A module of four functions and its glue: what neither calls of the other goes.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import binaryen from "binaryen";
import { Glue } from "./glue.mjs";
import { shrink } from "./wasm.mjs";

const MODULE = `(module
 (import "./page_bg.js" "__wbg_used_1234" (func $used (param i32)))
 (import "./page_bg.js" "__wbg_idle_5678" (func $idle (param i32)))
 (memory 1)
 (export "memory" (memory 0))
 (func $rust_begin_unwind (param i32) (call $used (local.get 0)))
 (func $main (export "main") (call $used (i32.const 3)) (call $rust_begin_unwind (i32.const 9)))
 (func $spare (export "spare") (call $idle (i32.const 4)))
)`;

/** Laid out as wasm-bindgen does. */
const GLUE = `let wasm;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_used_1234: function(arg0) {
            globalThis.heard.push(arg0);
        },
        __wbg_idle_5678: function(arg0) {
            globalThis.heard.push(-arg0);
        },
    };
    return { "./page_bg.js": import0 };
}
function __wbg_finalize_init(instance) {
    wasm = instance.exports;
    wasm.main();
}
`;

async function shrunk(glue) {
  const place = mkdtempSync(join(tmpdir(), "finish-"));
  try {
    const file = join(place, "staged.wasm");
    const module = binaryen.parseText(MODULE);
    binaryen.setDebugInfo(true);
    writeFileSync(file, module.emitBinary());
    return await shrink(file, glue, place);
  } finally {
    rmSync(place, { recursive: true });
  }
}

test("wasm and glue lose what nobody calls and agree on short names", async () => {
  const glue = new Glue(GLUE);
  const bytes = await shrunk(glue);
  const module = new WebAssembly.Module(bytes);
  const names = (list) => list.map(({ module, name }) => [module, name].filter(Boolean).join("."));
  assert.deepEqual(names(WebAssembly.Module.imports(module)), ["a.a"]);
  assert.deepEqual(names(WebAssembly.Module.exports(module)), ["a"]);
  const script = await glue.finished();
  assert.doesNotMatch(script, /__wbg_idle|spare|\bmain\b|heard\.push\(-/);
});

test("what is left runs, and a panic traps instead of wording", async () => {
  const heard = [];
  const imports = { a: { a: (value) => heard.push(value) } };
  const { instance } = await WebAssembly.instantiate(await shrunk(new Glue(GLUE)), imports);
  const { a: run } = /** @type {{ a: () => void }} */ (instance.exports);
  assert.throws(run, WebAssembly.RuntimeError);
  assert.deepEqual(heard, [3]);
});

test("glue that is laid out in another way is an error", async () => {
  const glue = new Glue(GLUE.replace("    const import0", "  const import0"));
  await assert.rejects(shrunk(glue), /in another way/);
});

test("a call that the wasm does not export is an error", async () => {
  const glue = new Glue(GLUE.replace("wasm.main()", "wasm.start()"));
  await assert.rejects(shrunk(glue), /does not export start/);
});

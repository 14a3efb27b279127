// The module that wasm-bindgen writes around the wasm: forgets what the wasm no
// longer needs, takes short names, starts the page by itself, and gets minified.
// It reads the text as wasm-bindgen lays it out, and says so when that changes.
import { build } from "esbuild";

const ENTRY = /^ {8}(\w+): function\(/;
const OPENED = /^ {4}const import0 = \{$/;
const CLOSED = /^ {4}\};$/;

// The script of the document's own SDK has begun the download already
// (document.mjs). A failure is thrown where the start-up lines listen for errors.
const START = `import { begin } from "glue";
begin(window.pageWasm()).catch((error) => setTimeout(() => { throw error; }));`;

// Instead of wasm-bindgen's own, which also serves what this page never does:
// other kinds of sources, a server with the wrong type, browsers of 2020.
const BEGIN = `
export async function begin(response) {
  const { instance, module } = await WebAssembly.instantiateStreaming(response, __wbg_get_imports());
  __wbg_finalize_init(instance, module);
}`;

export class Glue {
  #lines;

  constructor(text) {
    this.#lines = (pure(text) + BEGIN).split("\n");
  }

  /** The wasm's exports that are still called by what is still here. */
  async calls() {
    const text = await this.#bundle({});
    return [...new Set([...text.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name))];
  }

  /** Drops every function for the wasm but these. */
  keep(names) {
    const wanted = new Set(names);
    this.#each((name, lines) => (name === undefined || wanted.delete(name) ? lines : []));
    if (wanted.size > 0) throw new Error(`the glue lacks ${[...wanted].join(", ")}`);
  }

  /** Calls what is between glue and wasm by these names. */
  rename({ imports, exports }) {
    this.#each((name, lines) =>
      name === undefined ? lines : [lines[0].replace(name, imports.get(name)), ...lines.slice(1)],
    );
    const text = this.#lines
      .join("\n")
      .replace(/"\.\/[\w-]+_bg\.js": import0/, '"a": import0')
      .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${exports.get(name) ?? name}`);
    this.#lines = text.split("\n");
  }

  /** The module as it ships. */
  finished() {
    return this.#bundle({ minify: true });
  }

  /** Hands each function for the wasm, and each stretch between, to `change`. */
  #each(change) {
    const from = this.#lines.findIndex((line) => OPENED.test(line)) + 1;
    const length = this.#lines.slice(from).findIndex((line) => CLOSED.test(line));
    if (from === 0 || length < 0) throw new Error("wasm-bindgen writes its imports in another way");
    const entries = split(this.#lines.slice(from, from + length));
    const kept = entries.flatMap((lines) => change(ENTRY.exec(lines[0])?.[1], lines));
    this.#lines.splice(from, length, ...kept);
  }

  async #bundle(options) {
    const made = await build({
      stdin: { contents: START, loader: "js" },
      bundle: true,
      format: "esm",
      target: "es2020",
      write: false,
      logLevel: "warning",
      plugins: [this.#asModule()],
      ...options,
    });
    return made.outputFiles[0].text.trim();
  }

  #asModule() {
    const contents = this.#lines.join("\n");
    return {
      name: "glue",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^glue$/ }, () => ({ path: "glue", namespace: "glue" }));
        onLoad({ filter: /./, namespace: "glue" }, () => ({ contents, loader: "js" }));
      },
    };
  }
}

/** The lines of the imports, one list for each. */
function split(lines) {
  const entries = [];
  for (const line of lines) {
    if (entries.length === 0 || ENTRY.test(line)) entries.push([]);
    entries.at(-1).push(line);
  }
  return entries;
}

/** Tells the bundler that classes nobody uses have no effect, so that it drops them. */
function pure(text) {
  return text
    .replace(/^if \(Symbol\.dispose\) .*$/gm, "")
    .replaceAll("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry(");
}

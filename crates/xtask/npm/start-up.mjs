// The start-up lines as they ship: `src/teams/boot.js` names sentences (`TEXT.NotNow`)
// and limits (`LIMIT.HELD`), and gets their numbers from where they are kept.

import { buildSync } from "esbuild";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { numbersOf } from "./sentences.mjs";

const ROOT = new URL("../../../", import.meta.url);

/** The script; a name that is kept nowhere is an error. */
export function startUpLines(source = "src/teams/boot.js", define = {}) {
  const numbers = { ...under("TEXT", numbersOf(JSON.parse(read("src/lang/form/en.json")))), ...under("LIMIT", limits()) };
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(source, ROOT))],
    define: { ...numbers, ...define },
    minify: true,
    target: "es2017",
    logLevel: "warning",
    write: false,
  });
  const script = outputFiles[0].text;
  const unknown = /\b(TEXT|LIMIT)\.\w+/.exec(script);
  if (unknown) throw new Error(`${source} names ${unknown[0]}, which is kept nowhere.`);
  return script;
}

/** Each limit in milliseconds, as the wasm's own file has it. */
export function limits() {
  const lines = read("src/form/ui/limits.rs").matchAll(/^pub const (\w+): Duration = Duration::from_millis\(([\d_]+)\);$/gm);
  return Object.fromEntries(Array.from(lines, ([, name, number]) => [name, Number(number.replaceAll("_", ""))]));
}

function under(group, numbers) {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [`${group}.${name}`, String(number)]));
}

function read(file) {
  return readFileSync(new URL(file, ROOT), "utf8");
}

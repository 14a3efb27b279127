// Makes the languages ready for the page: checks that each says everything,
// writes one file per language into target/npm/text, and puts the English
// sentences into the start-up script. The order of the sentences is en.json's.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

const LANGUAGES = "src/lang";
const MADE = "target/npm/text";

const texts = Object.fromEntries(
  readdirSync(LANGUAGES)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name.replace(".json", ""), read(`${LANGUAGES}/${name}`)]),
);
const problems = Object.entries(texts).flatMap(([tag, said]) => problemsOf(tag, said));
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}

rmSync(MADE, { recursive: true, force: true });
mkdirSync(MADE, { recursive: true });
for (const [tag, said] of Object.entries(texts)) {
  writeFileSync(`${MADE}/${tag}.json`, JSON.stringify([sentences(said), shell(said)]));
}
await build({
  entryPoints: [`${LANGUAGES}/words.js`],
  outfile: "target/npm/words.js",
  minify: true,
  format: "iife",
  charset: "utf8",
  target: "es2017",
  logLevel: "warning",
  define: { ENGLISH: JSON.stringify(sentences(texts.en)) },
});

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`${file} is not JSON: ${error.message}`);
    process.exit(1);
  }
}

/** What keeps a language from saying what English says. */
function problemsOf(tag, said) {
  const file = `${LANGUAGES}/${tag}.json`;
  const missing = Object.keys(texts.en).filter((key) => !said[key]);
  const unknown = Object.keys(said).filter((key) => !(key in texts.en));
  const unlike = Object.keys(texts.en).filter(
    (key) => said[key] && places(said[key]) !== places(texts.en[key]),
  );
  return [
    missing.length > 0 && `${file} has no text for: ${missing.join(", ")}.`,
    unknown.length > 0 && `${file} has texts nobody asks for: ${unknown.join(", ")}.`,
    unlike.length > 0 && `${file} fills in other things than English: ${unlike.join(", ")}.`,
  ].filter(Boolean);
}

/** The places in a text where something is filled in, such as `{host}`. */
function places(text) {
  return (text.match(/\{\w+\}/g) ?? []).sort().join();
}

/** What the page says, by number: the keys written like the variants of `model::Text`. */
function sentences(said) {
  return Object.keys(texts.en)
    .filter(isSentence)
    .map((key) => said[key]);
}

/** What stands in index.html, by name. */
function shell(said) {
  return Object.fromEntries(Object.entries(said).filter(([key]) => !isSentence(key)));
}

function isSentence(key) {
  return /^[A-Z]/.test(key);
}

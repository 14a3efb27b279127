// Makes the languages ready for the form and for the status page: checks that
// each says everything, writes one file per language, and puts the English
// sentences into the start-up script. The order of the sentences is en.json's.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { isSentence } from "./sentences.mjs";

const PAGES = [
  { languages: "src/lang/form", made: "target/npm/text", words: "target/npm/words.js" },
  { languages: "src/lang/status", made: "target/npm/status-text", words: "target/npm/status-words.js" },
];

for (const page of PAGES) await make(page);

async function make({ languages, made, words }) {
  const texts = Object.fromEntries(
    readdirSync(languages)
      .filter((name) => name.endsWith(".json"))
      .map((name) => [name.replace(".json", ""), read(`${languages}/${name}`)]),
  );
  const problems = Object.entries(texts).flatMap(([tag, said]) => problemsOf(`${languages}/${tag}.json`, said, texts.en));
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exit(1);
  }
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  for (const [tag, said] of Object.entries(texts)) {
    writeFileSync(`${made}/${tag}.json`, JSON.stringify([sentences(said, texts.en), shell(said)]));
  }
  await build({
    entryPoints: ["src/lang/words.js"],
    outfile: words,
    minify: true,
    format: "iife",
    charset: "utf8",
    target: "es2017",
    logLevel: "warning",
    define: { ENGLISH: JSON.stringify(sentences(texts.en, texts.en)) },
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`${file} is not JSON: ${/** @type {Error} */ (error).message}`);
    process.exit(1);
  }
}

/** What keeps a language from saying what English says. */
function problemsOf(file, said, english) {
  const missing = Object.keys(english).filter((key) => !said[key]);
  const unknown = Object.keys(said).filter((key) => !(key in english));
  const unlike = Object.keys(english).filter((key) => said[key] && places(said[key]) !== places(english[key]));
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

/** What the page says, by number: the keys written like the variants of its `Text`. */
function sentences(said, english) {
  return Object.keys(english)
    .filter(isSentence)
    .map((key) => said[key]);
}

/** What stands in the document, by name. */
function shell(said) {
  return Object.fromEntries(Object.entries(said).filter(([key]) => !isSentence(key)));
}

// Makes the file with every official schema of app manifests and of their
// localisation files: without descriptions, one a line, compressed with brotli.
// Reads what `npm pack @microsoft/app-manifest` wrote; prints what each version
// of the manifest takes that the one before did not, and the other way round.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gunzipSync } from "node:zlib";

const FOLDER = "crates/manifest/schemas/";
const FILE = /^package\/build\/json-schemas\/teams\/v([^/]+)\/MicrosoftTeams\.(Localization\.)?schema\.json$/;
/** Words for readers only; what is called so by an app's author is below `properties`. */
const PROSE = ["$schema", "default", "description"];
/** What the checker in crates/manifest knows. */
const KNOWN = [
  "$ref", "additionalProperties", "anyOf", "const", "definitions", "dependencies", "enum", "format", "if", "items",
  "maxItems", "maxLength", "maximum", "minItems", "minLength", "minProperties", "minimum", "not", "oneOf", "pattern",
  "patternProperties", "properties", "required", "then", "type", "uniqueItems",
];

/** The files of a tar archive, as pairs of name and content. */
function* files(tar) {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const field = (from, to) => tar.toString("latin1", at + from, at + to).replace(/\0.*$/, "");
    const [name, size] = [field(0, 100), parseInt(field(124, 136), 8)];
    const prefix = field(345, 500);
    yield [prefix ? `${prefix}/${name}` : name, tar.subarray(at + 512, at + 512 + size)];
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

const each = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** The schema without prose; throws on a word that the checker does not know. */
function bare(schema) {
  if (typeof schema !== "object") return schema;
  const kept = Object.entries(schema).filter(([word]) => !PROSE.includes(word));
  const change = ([word, value]) => {
    if (!KNOWN.includes(word)) throw new Error(`a schema says "${word}", which crates/manifest/src/schema/check.rs does not know`);
    if (["properties", "patternProperties", "definitions"].includes(word)) return [word, each(value, bare)];
    if (["items", "additionalProperties", "not", "if", "then"].includes(word)) return [word, bare(value)];
    if (["anyOf", "oneOf"].includes(word)) return [word, value.map(bare)];
    if (word === "dependencies") return [word, each(value, (needs) => (Array.isArray(needs) ? needs : bare(needs)))];
    return [word, value];
  };
  return Object.fromEntries(kept.map(change));
}

/** Every place of a document that the schema names. */
function places(schema, at = "") {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [`${at}${name}`, ...places(inner, `${at}${name}.`)]);
  return schema.items ? [...own, ...places(schema.items, at)] : own;
}

const order = (version) => (version === "DevPreview" ? Infinity : Number(version.split(".")[1]));
const found = [...files(gunzipSync(readFileSync(process.argv[2])))]
  .map(([name, content]) => [FILE.exec(name), content])
  .filter(([match]) => match)
  .map(([[, version, localization], content]) => ({ version, kind: localization ? "localization" : "manifest", content }))
  .sort((a, b) => order(a.version) - order(b.version) || (a.kind < b.kind ? 1 : -1));
if (!found.length) throw new Error("the archive holds no schema of a Teams manifest");

const lines = found.map(({ version, kind, content }) => {
  const schema = JSON.parse(content.toString("utf8").replace(/^\uFEFF/, ""));
  const name = version === "DevPreview" ? "devPreview" : version;
  const digest = createHash("sha256").update(content).digest("hex");
  return { name, kind, digest, schema: bare(schema) };
});
const text = lines.map(({ name, kind, schema }) => `${name} ${kind} ${JSON.stringify(schema)}\n`).join("");
const options = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
const packed = brotliCompressSync(text, { params: { ...options, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
writeFileSync(`${FOLDER}schemas.br`, packed);
writeFileSync(`${FOLDER}SHA256SUMS`, lines.map(({ name, kind, digest }) => `${digest}  ${name} ${kind}\n`).join(""));

let before;
for (const { name, kind, schema } of lines) {
  if (kind !== "manifest") continue;
  const now = new Set(places(schema));
  if (before) {
    const [more, less] = [[...now].filter((place) => !before.has(place)), [...before].filter((place) => !now.has(place))];
    console.log(`${name}: ${more.length} more, ${less.length} less`);
    for (const place of more) console.log(`  + ${place}`);
    for (const place of less) console.log(`  - ${place}`);
  }
  before = now;
}
console.log(`${lines.length} schemas, ${text.length} bytes, ${packed.length} compressed`);

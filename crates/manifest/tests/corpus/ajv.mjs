// Says of each document on stdin whether ajv finds it valid: a second opinion
// about the schemas that the program carries.
import { Ajv } from "ajv";
import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";

const packed = readFileSync(new URL("../../schemas/schemas.br", import.meta.url));
const schemas = new Map(
  brotliDecompressSync(packed)
    .toString("utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf("{") - 1), line.slice(line.indexOf("{"))]),
);
const validators = new Map();

function validator(name) {
  if (!validators.has(name)) {
    // Some expressions have a bracket that only the older form of them takes.
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: name.endsWith("manifest"), logger: false });
    validators.set(name, ajv.compile(JSON.parse(schemas.get(name))));
  }
  return validators.get(name);
}

const asked = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map(({ schema, document }) => validator(schema)(document))));

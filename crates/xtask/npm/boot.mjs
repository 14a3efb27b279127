// Writes the start-up lines where the documents inline them from.
import { mkdirSync, writeFileSync } from "node:fs";
import { startUpLines } from "./start-up.mjs";

mkdirSync("target/npm", { recursive: true });
writeFileSync("target/npm/boot.js", startUpLines());

// Writes the start-up lines where the documents inline them from: those of both pages, those
// of the form alone, and for the operators' page what stands in the place of theirs and of
// the SDK.
import { mkdirSync, writeFileSync } from "node:fs";
import { startUpLines } from "./start-up.mjs";

const FORM = ["src/teams/place.js", "src/teams/draft.js"];

mkdirSync("target/npm", { recursive: true });
writeFileSync("target/npm/boot.js", startUpLines());
writeFileSync("target/npm/form.js", FORM.map((file) => startUpLines(file)).join(""));
writeFileSync("target/npm/browser-boot.js", startUpLines("src/teams/browser-boot.js"));
writeFileSync("target/npm/browser-host.js", startUpLines("src/teams/browser-host.js"));

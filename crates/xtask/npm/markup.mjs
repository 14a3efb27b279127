// Writes the form's markup where the document inlines it from: rendered by the page's own
// code, natively, with the English texts in their places.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { spoken } from "./spoken.mjs";

const MADE = "target/npm";
const RENDERS = "teams-connector-markup";

mkdirSync(MADE, { recursive: true });
const folder = process.env.CARGO_TARGET_DIR ?? "target";
// By the whole workspace, as its tests are: one set of features, compiled once.
execFileSync("cargo", ["build", "--quiet", "--workspace", "--bin", RENDERS], { stdio: "inherit" });
execFileSync(`${folder}/debug/${RENDERS}`, [MADE], { stdio: "inherit" });

const english = JSON.parse(readFileSync("src/lang/form/en.json", "utf8"));
for (const part of ["fields", "trial", "bar"]) {
  const file = `${MADE}/${part}.html`;
  writeFileSync(file, spoken(readFileSync(file, "utf8"), english));
}

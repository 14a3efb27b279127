// A hook of Trunk's after a build (`[[hooks]] stage = "post_build"`): plants the
// shim into the page of a debug build, so that `trunk serve` needs no host. A
// release is never touched. `TEAMS_SHIM=off` keeps it out of a debug build too.
//
// The shim stands before the SDK and takes the global only where no host frames
// the page: inside the simulator the same build runs its real SDK.

import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Trunk writes the hyphen of an attribute as a character reference where it
// does not minify.
const SDK = /<script\b(?=[^>]*\bid\s*=\s*["']?teams(?:-|&#x2D;)sdk\b)[^>]*>/i;

const { TRUNK_PROFILE, TRUNK_STAGING_DIR, TRUNK_SOURCE_DIR = ".", TRUNK_PUBLIC_URL = "/", TEAMS_SHIM } = process.env;

if (TRUNK_PROFILE === "debug" && TEAMS_SHIM !== "off") plant();

function plant() {
  const file = join(TRUNK_STAGING_DIR, "index.html");
  const page = readFileSync(file, "utf8");
  const sdk = SDK.exec(page);
  if (!sdk) throw new Error("The page has no script with the id teams-sdk to plant the shim beside.");
  execFileSync("npm", ["run", "--silent", "shim"], { cwd: TRUNK_SOURCE_DIR, stdio: "inherit" });
  copyFileSync(join(TRUNK_SOURCE_DIR, "target/npm/shim.js"), join(TRUNK_STAGING_DIR, "teams-shim.js"));
  const shim = `<script id="teams-shim-script" src="${TRUNK_PUBLIC_URL}teams-shim.js"></script>\n`;
  writeFileSync(file, page.slice(0, sdk.index) + shim + page.slice(sdk.index));
}

// Makes the comparison pages into target/bench/page: each a folder like the
// product's `dist`, so that the same server serves them with the same headers.
// Files are named after their content, as ours are, and so cached for ever.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const MADE = "target/bench/page";
const WHOLE_SDK = "node_modules/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js";
const OUR_SDK = "target/npm/teams-js.js";
const JQUERY = "node_modules/jquery/dist/jquery.min.js";

const css = (await transform(read(`${HERE}/form.css`), { loader: "css", minify: true })).code.trim();

page("jquery", (file) => ({
  "form.css": css,
  "sdk.js": file("sdk", read(WHOLE_SDK)),
  "jquery.js": file("jquery", read(JQUERY)),
  "page.js": read(`${HERE}/jquery/page.js`),
}));

const small = await transform(read(`${HERE}/vanilla/page.js`), { minify: true });
page("vanilla", () => ({ "form.css": css, "sdk.js": read(OUR_SDK).trim(), "page.js": small.code.trim() }));

const bundle = await build({
  entryPoints: [`${HERE}/react/page.jsx`],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2020",
  jsx: "automatic",
  legalComments: "none",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
});
page("react", (file) => ({ "bundle.js": file("bundle", bundle.outputFiles[0].text) }));

/** Fills a page's document; `parts` may put files beside it. */
function page(name, parts) {
  const folder = `${MADE}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = (title, content) => {
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
    writeFileSync(`${folder}/${title}-${hash}.js`, content);
    return `/${title}-${hash}.js`;
  };
  const filled = Object.entries(parts(file)).reduce(
    // A function, because a text may hold `$&`.
    (html, [part, text]) => html.replace(`{{${part}}}`, () => text),
    read(`${HERE}/${name}/index.html`),
  );
  writeFileSync(`${folder}/index.html`, filled);
}

function read(file) {
  return readFileSync(file, "utf8");
}

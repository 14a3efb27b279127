// Draws the cards of the golden files as pages: an Adaptive Card with Microsoft's own
// renderer and its settings for Teams, in a wide and a narrow column, and a MessageCard
// as the simulator draws it. Usage: node cards.mjs FOLDER; prints the pages it wrote.

import { buildSync } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const [folder] = process.argv.slice(2);
const GOLDEN = "crates/backend/src/card/snapshots/";
const BACK = { light: "#f5f5f5", dark: "#1f1f1f" };
const SHEET = { light: "#ffffff", dark: "#292929" };
const BRAND = { light: "#5b5fc7", dark: "#7f85f5" };

const DRAW = `
import { AdaptiveCard, HostConfig } from "adaptivecards/dist/adaptivecards.js";
import markdownIt from "markdown-it";
import { showCard } from "./crates/simulator/www/card.js";

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownIt().render(text);
  result.didProcess = true;
};
function drawn(content, host) {
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(host);
  card.parse(content);
  // Every second card of a page is without the one it has.
  card.lang = content.lang;
  return card.render();
}
const { cards, host } = globalThis.golden;
for (const [name, message, messageCard] of cards) {
  const row = document.body.appendChild(document.createElement("section"));
  row.append(Object.assign(document.createElement("h2"), { textContent: name }));
  for (const width of [480, 300]) {
    const box = row.appendChild(document.createElement("div"));
    box.className = "adaptive";
    box.style.width = width + "px";
    box.append(drawn(structuredClone(message.attachments[0].content), host));
  }
  const box = row.appendChild(document.createElement("div"));
  box.style.width = "360px";
  box.append(showCard({ card: messageCard }));
}
`;

/** The cards of one golden file, by name. */
function golden(kind, tag) {
  const [, , text] = readFileSync(`${GOLDEN}backend__card__tests__${kind}_${tag}.snap`, "utf8").split(/^---$/m);
  return JSON.parse(text);
}

function page(tag, theme, script, sheet) {
  const host = JSON.parse(readFileSync(`node_modules/adaptivecards-designer/lib/hostConfigs/microsoft-teams-${theme}.json`, "utf8"));
  const messageCards = golden("Connector", tag);
  const cards = Object.entries(golden("Workflow", tag)).map(([name, message]) => [name, message, messageCards[name]]);
  const data = JSON.stringify({ cards, host }).replaceAll("<", "\\u003c");
  return `<!doctype html><html data-theme="${theme}"><meta charset="utf-8"><title>${tag} ${theme}</title>
<style>${sheet}</style>
<style>
  body { display: block; margin: 0; padding: 16px; background: ${BACK[theme]}; font: 14px "Segoe UI", "Open Sans", sans-serif; }
  body > section { display: flex; gap: 16px; align-items: start; margin-bottom: 16px; }
  body > section > h2 { width: 110px; font-size: 12px; margin: 0; }
  .adaptive { background: ${SHEET[theme]}; border: 1px solid #8886; border-radius: 6px; }
  .adaptive a { color: ${BRAND[theme]}; }
  .adaptive p { margin: 0; }
</style>
<script>globalThis.golden = ${data};</script><body><script>${script}</script>`;
}

const bundled = buildSync({ stdin: { contents: DRAW, resolveDir: "." }, bundle: true, write: false, format: "iife", logLevel: "warning" });
const script = bundled.outputFiles[0].text.replaceAll("</script", "<\\/script");
const sheet = readFileSync("crates/simulator/www/teams.css", "utf8");
mkdirSync(folder, { recursive: true });
const tags = readdirSync(GOLDEN).flatMap((file) => /__Workflow_(.+)\.snap$/.exec(file)?.[1] ?? []);
for (const tag of tags) {
  for (const theme of ["light", "dark"]) {
    const name = `${tag}-${theme}`;
    writeFileSync(`${folder}/${name}.html`, page(tag, theme, script, sheet));
    console.log(name);
  }
}

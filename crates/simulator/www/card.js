// Draws a card readably: both dialects, as far as such notifications use them.
// What it does not know it shows as text rather than not at all.

import { local } from "./dates.js";
import { make } from "./dom.js";
import { inline } from "./inline.js";

const ENTITIES = { lt: "<", gt: ">", amp: "&" };

/** The card of a post as an element. */
export function showCard({ card, text, hook, family }) {
  if (card === null || typeof card !== "object") return make("pre", { class: "card" }, text ?? JSON.stringify(card));
  // A Workflow shows a MessageCard without its buttons.
  if (card["@type"] === "MessageCard") return messageCard(card, hook, family);
  const adaptive = card.type === "AdaptiveCard" ? [card] : adaptiveCards(card);
  if (adaptive.length > 0) return make("div", {}, ...adaptive.map(adaptiveCard));
  return make("pre", { class: "card" }, JSON.stringify(card, null, 1));
}

function messageCard(escaped, hook, family) {
  const card = unescaped(escaped);
  const box = make("article", { class: "card card--accented" });
  if (/^#?[0-9a-f]{6}$/i.test(card.themeColor ?? "")) {
    box.style.setProperty("--accent", `#${card.themeColor.replace("#", "")}`);
  }
  const sections = list(card.sections);
  add(box, "h3", card.title ?? (card.text || sections.length > 0 ? null : card.summary));
  add(box, "p", card.text);
  for (const part of sections) box.append(section(part, hook));
  if (family !== "workflow") box.append(actions(list(card.potentialAction).flatMap((action) => messageActions(action, hook))));
  return box;
}

// A MessageCard's texts are read as HTML, of which only the entities mean something here.
function unescaped(value) {
  if (typeof value === "string") return value.replace(/&(lt|gt|amp);/g, (_, name) => ENTITIES[name]);
  if (Array.isArray(value)) return value.map(unescaped);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unescaped(inner)]));
}

function section(part, hook) {
  const box = make("section");
  add(box, "h4", part.title);
  add(box, "h4", part.activityTitle);
  add(box, "small", part.activitySubtitle);
  add(box, "p", part.activityText);
  add(box, "p", part.text);
  box.append(facts(list(part.facts).map(({ name, value }) => [name, value])));
  box.append(actions(list(part.potentialAction).flatMap((action) => messageActions(action, hook))));
  return box;
}

function messageActions(action, hook) {
  switch (action["@type"]) {
    case "OpenUri":
      return [link(action.name, list(action.targets)[0]?.uri)];
    case "HttpPOST":
      return [postButton(action, hook)];
    case "ActionCard":
      return [actionCard(action, hook)];
    default:
      return [make("span", { class: "chip" }, String(action.name ?? action["@type"]))];
  }
}

// Microsoft's service makes this call in the person's name; here the simulator's server does.
function postButton({ name }, hook, input = null) {
  const button = make("button", { type: "button", class: "chip" }, String(name ?? "Send"));
  button.addEventListener("click", async () => {
    const person = new URLSearchParams(location.search).get("person") ?? "member";
    const wanted = { button: String(name), hook, person, input: input?.value ?? "" };
    const answer = await fetch("/simulator/channel/press", { method: "POST", body: JSON.stringify(wanted) });
    const { posted, detail } = await answer.json();
    if (!posted) button.append(` (${detail ?? answer.status})`);
  });
  return button;
}

// What is written goes with the press.
function actionCard(action, hook) {
  const { title } = list(action.inputs)[0] ?? {};
  const input = make("input", { type: "text", placeholder: String(title ?? "") , "aria-label": String(title ?? "") });
  return make("span", {}, input, postButton(action, hook, input));
}

function adaptiveCards(message) {
  const attached = list(message.attachments).map(({ content }) => content);
  return attached.filter((content) => content?.type === "AdaptiveCard");
}

function adaptiveCard(card) {
  const box = make("article", { class: "card", lang: card.lang, dir: card.rtl === true && "rtl" });
  const body = list(card.body).map((part) => element(part, card.lang));
  box.append(...body, actions(list(card.actions).map(adaptiveAction)));
  return box;
}

/**
 * @param {any} part
 * @param {string | undefined} language
 */
function element(part, language) {
  switch (part.type) {
    case "TextBlock":
      return textBlock(part, language);
    case "RichTextBlock":
      return make("p", {}, list(part.inlines).map((run) => (typeof run === "string" ? run : run.text ?? "")).join(""));
    case "FactSet":
      return facts(list(part.facts).map(({ title, value }) => [title, local(String(value), language)]));
    case "ActionSet":
      return actions(list(part.actions).map(adaptiveAction));
    case "Image":
      return make("span", { class: "chip" }, part.altText ?? "picture");
    case "ColumnSet":
      return make("div", { class: "columns" }, ...list(part.columns).map((column) => element(column, language)));
    case "Container":
      return container(part, language);
    default:
      return make("div", { class: part.type }, ...list(part.items).map((item) => element(item, language)));
  }
}

function textBlock({ text, size, weight, isSubtle, color, separator }, language) {
  const big = size === "Large" || size === "ExtraLarge" || size === "large" || size === "extraLarge";
  const strong = weight === "Bolder" || weight === "bolder";
  const small = (size === "Small" || size === "small") && "small";
  const looks = [strong && "strong", isSubtle && "subtle", small, color, separator && "separated"];
  return make(big ? "h3" : "p", { class: looks.filter(Boolean).join(" ") }, inline(local(String(text ?? ""), language)));
}

// What opens an address when it is pressed is a link here.
function container(part, language) {
  const items = list(part.items).map((item) => element(item, language));
  const address = part.selectAction?.type === "Action.OpenUrl" ? part.selectAction.url : "";
  if (!/^https?:/i.test(address)) return make("div", {}, ...items);
  return make("a", { href: address, title: part.selectAction.title, target: "_blank", rel: "noopener noreferrer" }, ...items);
}

function adaptiveAction({ type, title, url }) {
  return type === "Action.OpenUrl" ? link(title, url) : make("span", { class: "chip" }, String(title ?? type));
}

function link(name, address) {
  const safe = /^https?:/i.test(address ?? "");
  if (!safe) return make("span", { class: "chip" }, String(name));
  return make("a", { class: "chip", href: address, target: "_blank", rel: "noopener noreferrer" }, String(name ?? address));
}

function facts(pairs) {
  if (pairs.length === 0) return document.createDocumentFragment();
  return make("dl", {}, ...pairs.flatMap(([name, value]) => [make("dt", {}, inline(name)), make("dd", {}, inline(value))]));
}

function actions(all) {
  return all.length === 0 ? document.createDocumentFragment() : make("div", { class: "actions" }, ...all);
}

function add(box, name, text) {
  if (text !== undefined && text !== null && text !== "") box.append(make(name, {}, inline(text)));
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

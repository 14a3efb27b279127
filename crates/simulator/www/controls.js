// The controls of the host's behaviour: theme, language, SDK and the faults. What
// is chosen is written into the address, so that a reload or a link repeats it.

import { sdksAtHand } from "./at-hand.js";
import { byId, fillSelect, make } from "./dom.js";
import { channelMode, inForce, SCRIPT } from "./in-force.js";
import { BACKEND, CHANNEL, channelScript, defaults, FAULTS, LOCALES, THEMES, toQuery } from "./options.js";

/** Fills the controls; `chosen(name, value)` hears of every change. */
export function startControls(options, chosen) {
  wire("theme", THEMES, options, chosen);
  wire("locale", LOCALES, options, chosen);
  startSdk(options, chosen);
  const place = byId("faults");
  for (const [name, { label, values }] of Object.entries(FAULTS)) {
    place.append(control(`fault-${name}`, label));
    wireSelect(byId(`fault-${name}`), values, options[name], (value) => chosen(name, value));
  }
  startServer(place, "backend", BACKEND, (mode, query) => setBackend(mode, query.get("delay")));
  startServer(place, "channel", CHANNEL, setChannel);
  // After whoever hears of the choice itself.
  place.addEventListener("change", () => showInForce(options));
  window.addEventListener("focus", () => lookAtServers(options));
}

function control(id, label) {
  return make("label", { class: "control", for: id }, make("span", {}, label), make("select", { id }));
}

function wire(name, values, options, chosen) {
  wireSelect(byId(name), values, options[name], (value) => chosen(name, value));
}

function wireSelect(select, values, value, changed) {
  fillSelect(select, values, value);
  select.addEventListener("change", () => changed(select.value));
}

// The list comes later than the first opening, which must not wait for it, and anew
// with whoever comes back from fetching a release.
async function startSdk(options, chosen) {
  wire("sdk", { [options.sdk]: options.sdk }, options, chosen);
  window.addEventListener("focus", offerSdks);
  await offerSdks();
}

async function offerSdks() {
  const versions = await sdksAtHand();
  const labels = Object.fromEntries(versions.map((version) => [version, label(version)]));
  const chosenNow = byId("sdk", HTMLSelectElement).value;
  labels[chosenNow] ??= `${chosenNow} (not at hand)`;
  fillSelect(byId("sdk"), labels, chosenNow);
}

function label(version) {
  if (version === "shipped") return "as shipped";
  return version === "shim" ? "shim (no host)" : `TeamsJS ${version}`;
}

/**
 * A choice that a server keeps. A script that somebody sent to it is left alone until one
 * is chosen; `set(mode, query)` tells the server.
 */
function startServer(place, name, { label, values }, set) {
  place.append(control(`fault-${name}`, label));
  const mode = new URLSearchParams(location.search).get(name) ?? "ok";
  // What is in force is looked at soon, and then shown whatever it is.
  wireSelect(byId(`fault-${name}`), values, Object.hasOwn(values, mode) ? mode : "ok", (chosen) => {
    const next = new URLSearchParams(location.search);
    if (chosen === "ok") next.delete(name);
    else next.set(name, chosen);
    rewrite(next);
    set(chosen, next);
  });
}

/**
 * The servers keep their faults for everybody, so another window may have set them: looks
 * what is in force, and shows it. What is chosen here meanwhile stays.
 */
export async function lookAtServers(options) {
  await Promise.all([
    look("/simulator/backend", "fault-backend", BACKEND.values, ({ mode }) => mode),
    look("/simulator/receiver", "fault-channel", CHANNEL.values, channelMode),
  ]);
  showInForce(options);
}

async function look(address, id, values, told) {
  const select = byId(id, HTMLSelectElement);
  const before = select.value;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || select.value !== before) return;
  const mode = String(told(await answer.json()));
  fillSelect(select, mode === SCRIPT ? { ...values, [SCRIPT]: "plays a script" } : values, mode);
}

/** A chip for each fault in force, with a button that ends it, and one for all of them. */
export function showInForce(options) {
  const value = (id) => byId(id, HTMLSelectElement).value;
  const all = inForce(options, { backend: value("fault-backend"), channel: value("fault-channel") });
  const chips = all.map(({ name, text }) =>
    make("li", { class: "chip" }, text, " ", make("button", { type: "button", class: "quiet", "aria-label": `Reset: ${text}`, click: () => reset([name]) }, "×")),
  );
  if (all.length > 1) {
    const names = all.map(({ name }) => name);
    chips.push(make("li", {}, make("button", { type: "button", class: "quiet", click: () => reset(names) }, "Reset all")));
  }
  const list = byId("in-force");
  list.hidden = all.length === 0;
  list.replaceChildren(...chips);
}

/** Ends every fault. */
export function endFaults() {
  reset([...Object.keys(FAULTS), "backend", "channel"]);
}

// As if a person had chosen it: whoever hears of a choice hears of this one.
function reset(names) {
  const usual = { ...defaults(), backend: "ok", channel: "ok" };
  for (const name of names) {
    const select = byId(`fault-${name}`, HTMLSelectElement);
    select.value = usual[name];
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
  // The pressed button is gone; who goes on by keyboard goes on here.
  byId("in-force").querySelector("button")?.focus();
}

async function setChannel(mode) {
  await fetch("/simulator/receiver", { method: "PUT", body: JSON.stringify(channelScript(mode)) });
}

/** Sets the server's faults that the address asks for, before anything is opened. */
export async function applyFaultsOfAddress() {
  const query = new URLSearchParams(location.search);
  if (query.has("backend")) await setBackend(query.get("backend"), query.get("delay"));
  if (query.has("channel")) await setChannel(query.get("channel"));
}

async function setBackend(mode, delay) {
  const setting = delay === null ? { mode } : { mode, delay: Number(delay) };
  await fetch("/simulator/backend", { method: "PUT", body: JSON.stringify(setting) });
}

/** Writes the choices into the address without opening anything anew. */
export function rememberInAddress(options) {
  rewrite(toQuery(options, new URLSearchParams(location.search)));
}

function rewrite(query) {
  const text = query.toString();
  history.replaceState(null, "", text === "" ? location.pathname : `?${text}`);
}

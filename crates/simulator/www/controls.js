// The controls of the host's behaviour: theme, language, SDK and the faults. What
// is chosen is written into the address, so that a reload or a link repeats it.

import { sdksAtHand } from "./at-hand.js";
import { byId, fillSelect, make } from "./dom.js";
import { BACKEND, CHANNEL, channelScript, FAULTS, LOCALES, THEMES, toQuery } from "./options.js";

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
  startBackend(place);
  startChannelAnswers(place);
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

async function startBackend(place) {
  place.append(control("fault-backend", BACKEND.label));
  const query = new URLSearchParams(location.search);
  const select = byId("fault-backend");
  let touched = false;
  wireSelect(select, BACKEND.values, "ok", (mode) => {
    touched = true;
    const next = new URLSearchParams(location.search);
    if (mode === "ok") next.delete("backend");
    else next.set("backend", mode);
    rewrite(next);
    setBackend(mode, next.get("delay"));
  });
  // The server keeps this fault for everybody: without a word in the address
  // its present one is shown, not changed.
  const mode = query.get("backend") ?? (await currentBackend());
  if (touched) return; // somebody was faster than the answer
  fillSelect(select, BACKEND.values, mode);
  markBackend(mode);
}

// A script that somebody sent to the server is left alone until one is chosen.
function startChannelAnswers(place) {
  place.append(control("fault-channel", CHANNEL.label));
  const mode = new URLSearchParams(location.search).get("channel") ?? "ok";
  wireSelect(byId("fault-channel"), CHANNEL.values, Object.hasOwn(CHANNEL.values, mode) ? mode : "ok", (chosen) => {
    const next = new URLSearchParams(location.search);
    if (chosen === "ok") next.delete("channel");
    else next.set("channel", chosen);
    rewrite(next);
    setChannel(chosen);
  });
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
  markBackend(mode);
}

async function currentBackend() {
  const answer = await fetch("/simulator/backend");
  return (await answer.json()).mode;
}

function markBackend(mode) {
  byId("backend-note").textContent = mode === "ok" ? "" : `The backend ${BACKEND.values[mode] ?? `answers ${mode}`}.`;
}

/** Writes the choices into the address without opening anything anew. */
export function rememberInAddress(options) {
  rewrite(toQuery(options, new URLSearchParams(location.search)));
}

function rewrite(query) {
  const text = query.toString();
  history.replaceState(null, "", text === "" ? location.pathname : `?${text}`);
}

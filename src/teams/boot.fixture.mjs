// What the tests of the start-up lines share: a window without a browser, a clock that
// obeys, and SDKs of both generations that write down what is called.

import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { numbersOf } from "../../crates/xtask/npm/sentences.mjs";
import { startUpLines } from "../../crates/xtask/npm/start-up.mjs";

const SCRIPT = startUpLines();
/** What every host here says of itself. */
export const CONTEXT = { theme: "dark", locale: "de-de" };
/** The names of the sentences, by number. */
const SENTENCES = Object.keys(numbersOf(JSON.parse(readFileSync(new URL("../lang/form/en.json", import.meta.url), "utf8"))));
const STOPS = ["no-sdk", "no-wasm", "no-start"];

/** Waits until every promise that can settle has settled. */
export const settled = () => new Promise((resume) => setImmediate(resume));

/** @typedef {"1.x" | "2.x"} Generation */

/**
 * @typedef {object} How
 * @property {InstanceSettings | "refused" | null} [stored] what the host has, or that it does not say
 * @property {string[]} [refused] handlers that this frame refuses
 * @property {boolean} [alone] a top window
 * @property {"nativeInterface" | "opener"} [reaches] what a top window reaches its host by
 * @property {boolean} [before152] a release that cannot say that it is loaded
 * @property {string} [destination] of the document's own script
 * @property {boolean} [wasm] `false` where the browser runs none
 * @property {boolean} [loading] the markup is not there yet
 */

/**
 * The start-up lines in a page with this SDK.
 * @param {Generation | "none"} generation
 * @param {How} how
 */
export function opened(generation, how = {}) {
  /** @type {string[]} */
  const log = [];
  const clock = makeClock();
  const sdk = makeSdk(log, { stored: { entityId: "stored" }, refused: [], ...how });
  const page = makePage(log, how);
  const globals = { "1.x": sdk.v1, "2.x": sdk.v2, none: undefined };
  Object.assign(page.window, { microsoftTeams: globals[generation], setTimeout: clock.after });
  runInNewContext(SCRIPT, { window: page.window, WebAssembly: how.wasm === false ? undefined : WebAssembly });
  page.window.teamsBoot.connection().catch(() => {});
  return {
    ...page, log, clock, sdk,
    /** The host has answered everything. */
    async connected() {
      sdk.shakeHands();
      await settled();
      return this;
    },
    /** The host asks for a `save` or a `remove`; what it is answered is in the request. */
    ask(kind) {
      const asked = request();
      sdk.handlers[kind](asked);
      return asked;
    },
    /** The host reports another `theme` or `context`. */
    report: (kind, value) => sdk.handlers[kind](value),
    /** The wasm is there, and hears this. */
    takeOver() {
      const heard = [];
      page.window.teamsBoot.take((kind, value) => heard.push([kind, value]));
      return heard;
    },
  };
}

/** A request of the host that keeps its answers. */
function request() {
  /** @type {string[]} */
  const answers = [];
  return { answers, notifySuccess: () => answers.push("success"), notifyFailure: (reason) => answers.push(reason) };
}

function makeClock() {
  let now = 0;
  let due = [];
  return {
    after: (action, ms = 0, ...given) => due.push({ at: now + ms, action: () => action(...given) }),
    pass(ms) {
      now += ms;
      const ripe = due.filter(({ at }) => at <= now);
      due = due.filter(({ at }) => at > now);
      for (const { action } of ripe) action();
    },
  };
}

/**
 * Both generations over one host; 2.x throws before the handshake.
 * @param {string[]} log
 * @param {How} how
 */
function makeSdk(log, { stored, refused, before152 }) {
  const handlers = {};
  const waiting = [];
  const host = { handlers, arguments: -1, isReached: false };
  const answered = (value) => new Promise((answer) => (host.isReached ? answer(value) : waiting.push(() => answer(value))));
  const register = (name) => (handler) => {
    if (refused.includes(name)) throw new Error(`no ${name} in this frame`);
    log.push(`on ${name}`);
    handlers[name] = handler;
  };
  const late = (action) => (...given) => {
    if (!host.isReached) throw new Error("The library has not yet been initialized");
    return action(...given);
  };
  const say = (line, value = undefined) => (log.push(line), value);
  const lifecycle = { notifyAppLoaded: () => say("loaded"), notifySuccess: () => say("success") };
  const v1 = {
    initialize(...given) {
      host.arguments = given.length;
      log.push("initialize");
    },
    getContext: (callback) => say("getContext", void answered(CONTEXT).then(callback)),
    registerOnThemeChangeHandler: register("theme"),
    settings: {
      registerOnSaveHandler: register("save"),
      registerOnRemoveHandler: register("remove"),
      setValidityState: (now) => say(`valid ${now}`),
      getSettings: (callback) => say("read settings", stored !== "refused" && void answered(stored).then(callback)),
    },
    ...(before152 ? {} : { appInitialization: lifecycle }),
  };
  const v2 = {
    app: {
      initialize: () => say("initialize", answered(undefined)),
      getContext: late(() => say("getContext", Promise.resolve({ app: CONTEXT }))),
      registerOnThemeChangeHandler: late(register("theme")),
      registerOnContextChangeHandler: late(register("context")),
      ...lifecycle,
    },
    pages: {
      getConfig: late(() => say("read settings", stored === "refused" ? Promise.reject(new Error("no")) : Promise.resolve(stored))),
      config: {
        registerOnSaveHandler: late(register("save")),
        registerOnRemoveHandler: late(register("remove")),
        setValidityState: late((now) => say(`valid ${now}`)),
      },
    },
    settings: {}, // 2.x keeps the names of 1.x, and nobody is to use them
  };
  const shakeHands = () => {
    host.isReached = true;
    for (const answer of waiting.splice(0)) answer();
  };
  return Object.assign(host, { v1, v2, shakeHands });
}

/**
 * The window and the document, as far as the start-up lines look at them.
 * @param {string[]} log
 * @param {How} how
 */
function makePage(log, { alone = false, reaches, destination, loading = false }) {
  const listeners = {};
  const listen = (kind, action) => (listeners[kind] ??= []).push(action);
  const hear = (kind) => (listeners[kind] ?? []).forEach((action) => action({ type: kind }));
  const dataset = painted(log, { phase: "connecting", ...(destination && { destination }) });
  const root = { dataset };
  const stops = Object.fromEntries(STOPS.map((id) => [id, { hidden: true }]));
  const form = { chosen: false, name: "Tasks" };
  const name = { get value() { return form.name; }, defaultValue: "Tasks" };
  const document = {
    documentElement: root,
    readyState: loading ? "loading" : "interactive",
    getElementById: (id) => (id === "config-name" ? name : stops[id]),
    querySelector: () => (form.chosen ? {} : null),
    addEventListener: listen,
  };
  /** @type {any} a window is too much to say */
  const window = { document, navigator: { language: "ja" }, opener: null, addEventListener: listen };
  window.parent = alone ? window : {};
  if (reaches) window[reaches] = {};
  window.teamsWords = { say: (number) => SENTENCES[number], speak: (locale) => log.push(`speak ${locale}`), changed() {} };
  return {
    window, root, hear,
    /** The person does something in the form. */
    change(now = {}) {
      Object.assign(form, now);
      hear("input");
    },
    close: () => hear("pagehide"),
    /** Which reasons not to start are seen. */
    shown: () => STOPS.filter((id) => !stops[id].hidden),
    parsed() {
      document.readyState = "interactive";
      hear("DOMContentLoaded");
    },
  };
}

/** The root's data, which writes down what is painted. */
function painted(log, data) {
  return new Proxy(data, {
    set(target, key, value) {
      if (key === "theme") log.push(`paint ${value}`);
      target[key] = value;
      return true;
    },
  });
}

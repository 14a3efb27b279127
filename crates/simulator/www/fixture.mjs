// What the tests of the host share: a world that records, a clock that obeys, and
// a page that speaks as the SDK does.

import { Host } from "./host.js";
import { defaults } from "./options.js";

export const MANIFEST = "http://localhost:3978/configure";
export const SETTINGS = { entityId: "cfg-1", configName: "My tasks", contentUrl: "http://localhost:3978/configure?e=cfg-1" };

/**
 * A host with the given options, whose every effect is kept in `seen`.
 * @param {Partial<import("./options.js").Options>} options
 */
export function world(options = {}) {
  const seen = { sent: [], warnings: [], notes: [], stored: [], forgotten: [], statuses: [], closed: 0, torn: 0, hooks: 0, isForeign: false };
  const clock = makeClock();
  const host = new Host(
    {
      manifestUrl: MANIFEST,
      send: (message) => seen.sent.push(message),
      changed: ({ status }) => seen.statuses.at(-1) === status || seen.statuses.push(status),
      store: (connector) => seen.stored.push(connector),
      forget: (connector) => seen.forgotten.push(connector),
      closeFrame: () => (seen.closed += 1),
      tearDown: () => (seen.torn += 1),
      empty: (text) => seen.warnings.push(text),
      isForeign: () => seen.isForeign,
      note: (text) => seen.notes.push(text),
      warn: (text) => seen.warnings.push(text),
      wire: () => {},
      mint: () => `hook-${(seen.hooks += 1)}`,
      token: async (wanted) => `token of ${JSON.stringify(wanted)}`,
      after: clock.after,
    },
    { ...defaults(), ...options },
  );
  return { host, seen, clock, page: makePage(host, seen) };
}

function makeClock() {
  let now = 0;
  let due = [];
  return {
    after(ms, action) {
      const entry = { at: now + ms, action };
      due.push(entry);
      return () => (due = due.filter((other) => other !== entry));
    },
    pass(ms) {
      now += ms;
      const ripe = due.filter(({ at }) => at <= now);
      due = due.filter(({ at }) => at > now);
      for (const { action } of ripe) action();
    },
  };
}

function makePage(host, seen) {
  let id = 0;
  const page = {
    say: (func, ...args) => host.receive({ id: id++, func, args }),
    /** The arguments of the answer, or `undefined` when there was none. */
    ask(func, ...args) {
      const number = id;
      page.say(func, ...args);
      return seen.sent.find((message) => message.id === number && message.func === undefined)?.args;
    },
    events: (func) => seen.sent.filter((message) => message.func === func),
    /** All a page does until it waits for the person. */
    start(version = "2.58.0") {
      id = 0;
      page.say("initialize", version);
      page.say("getContext");
      for (const name of ["themeChange", "save", "remove"]) page.say("registerHandler", name);
      page.say("settings.getSettings");
      page.say("appInitialization.appLoaded", version);
      page.say("appInitialization.success", version);
    },
    /** The person chose, and pressed Save. */
    pressSave() {
      page.say("settings.setValidityState", true);
      host.save();
    },
    /** @param {InstanceSettings} settings */
    finishSave(settings = SETTINGS) {
      page.say("settings.setSettings", settings);
      page.say("settings.save.success");
    },
  };
  return page;
}

/** A world in which a page is open and ready. */
export function opened(options, connector = null) {
  const all = world(options);
  all.host.load(connector);
  all.host.loaded();
  all.page.start();
  return all;
}

/** A connector as an earlier save left it. */
export function storedConnector() {
  return { key: "k", settings: { ...SETTINGS, webhookUrl: "hook-old" } };
}

// What the page and the host say to each other while a page is open: requests come
// in, answers go out, and the page's readiness and validity are kept. Never asks
// the page anything by itself; that is host.js.

import { answerTo, wantsAnswer, whyNotServed } from "./answers.js";
import { contextChanged } from "./context.js";
import { defaults } from "./options.js";
import { said } from "./said.js";
import { tokenWanted } from "./sign-in.js";
import { tellsReadiness } from "./versions.js";

/** How long the host waits before it says that something is wrong. */
export const PATIENCE = { initialize: 5000, reaction: 5000, answer: 15000, removal: 2000, closing: 1000 };

/**
 * A message of either side: one with `func` asks or tells, one without answers.
 * @typedef {{ id?: number, func?: string, args?: any[], uuidAsString?: string }} Message
 *
 * What a host needs from the world. `empty` is a warning that a look at the page can
 * better, `mint` makes webhook URLs, `after` answers a function that takes it back.
 * The last four are for a host that asks: for a save, for a removal.
 * @typedef {object} Outside
 * @property {string} [manifestUrl]
 * @property {(message: Message) => void} send
 * @property {(host: Conversation) => void} changed
 * @property {(text: string) => void} warn
 * @property {(text: string) => void} note
 * @property {(text: string) => void} empty
 * @property {() => boolean} isForeign
 * @property {(from: "page" | "host", message: Message) => void} wire
 * @property {() => string} mint
 * @property {(wanted: { person: string, version: string, age: number }) => Promise<string>} [token]
 * @property {(asked: any[], brought: (args: [boolean, string]) => void) => void} [signInWindow]
 * @property {(ms: number, action: () => void) => () => void} after
 * @property {(connector: Connector) => void} [store]
 * @property {(connector: Connector | null) => void} [forget]
 * @property {() => void} [closeFrame]
 * @property {() => void} [tearDown]
 *
 * @typedef {import("./options.js").Options} Options
 * @typedef {import("./settings.js").Connector} Connector
 */

/** One host with one page at a time. */
export class Conversation {
  // What holds for one page: `forgetPage` sets all of it.
  /** @type {string | null} */
  sdk;
  /** @type {unknown} */
  announced;
  /** @type {boolean} */
  reacted;
  /** @type {Set<string>} */
  handlers;
  /** @type {boolean} */
  valid;
  /** @type {string | null} */
  hook;
  /** @type {InstanceSettings | null} */
  pending;
  /** @type {keyof typeof import("./settings.js").WITHOUT_SETTINGS | "taken"} */
  settingsMet;
  /** @type {string} */
  reason;
  /** @type {number} */
  asked;
  /** @type {number} */
  answered;
  /** @type {boolean} */
  gaveUp;
  /** @type {number} */
  turn;
  /** @type {boolean} */
  removeWhenReady;
  /** @type {Message[]} */
  unanswered = [];

  /**
   * @param {Outside} outside
   * @param {Options} options
   */
  constructor(outside, options = defaults()) {
    this.outside = outside;
    this.options = options;
    this.manifestUrl = outside.manifestUrl;
    this.status = "idle";
    /** @type {Set<() => void>} */
    this.timers = new Set();
    this.forgetPage();
    /** @type {Connector | null} */
    this.connector = null;
    this.frameContext = "settings";
  }

  /**
   * A frame with the page is about to load: for a stored connector, or a new one.
   * @param {Connector | null} connector
   * @param {{ frameContext?: string, thenRemove?: boolean }} how
   */
  load(connector = null, { frameContext = this.options.frame, thenRemove = false } = {}) {
    this.forgetPage();
    this.connector = connector;
    this.frameContext = frameContext;
    this.hook = connector?.settings.webhookUrl ?? this.outside.mint();
    this.removeWhenReady = thenRemove;
    this.become("loading");
  }

  /** The frame's document loaded; from now on `initialize` is due. */
  loaded() {
    this.after(PATIENCE.initialize, () => {
      if (this.sdk === null) this.outside.empty("The frame loaded 5 s ago, and no page has called initialize.");
    });
  }

  /** The frame shows a page anew: nothing its predecessor said holds any longer. */
  forgetPage() {
    for (const { func } of this.unanswered) this.outside.note(`The page went while ${func} waited for its answer.`);
    for (const cancel of this.timers) cancel();
    this.timers.clear();
    Object.assign(this, {
      sdk: null, announced: undefined, reacted: false, handlers: new Set(), valid: false, hook: null,
      pending: null, settingsMet: "nothing", reason: "", asked: 0, answered: 0, gaveUp: false, turn: 0,
      removeWhenReady: false, unanswered: [],
    });
  }

  /** A message from the page. */
  receive(message) {
    if (typeof message !== "object" || message === null || typeof message.func !== "string") return;
    this.outside.wire("page", message);
    const args = Array.isArray(message.args) ? message.args : [];
    if (message.func === "initialize" && this.sdk !== null) this.pageStartedAnew();
    this.noteReaction(message.func);
    this.take(message.func, args);
    this.warnIfNotServed(message.func);
    this.answer(message);
    this.noteSubstitute(message.func);
  }

  warnIfNotServed(func) {
    const why = whyNotServed(func);
    if (why !== null) this.outside.warn(why);
  }

  // A reload the host did not ask for: ids restart, and so does everything else.
  pageStartedAnew() {
    const { hook, connector, frameContext } = this;
    this.forgetPage();
    Object.assign(this, { hook, connector, frameContext });
    this.become("loading");
  }

  /** @param {Message} message */
  answer(message) {
    const args = answerTo(message.func, this);
    if (wantsAnswer(message.func, this)) this.unanswered.push(message);
    if (message.func === "authentication.getAuthToken") this.signIn(message);
    if (message.func === "authentication.authenticate" && args === null) this.signInInWindow(message);
    if (args === null) return;
    const answer = answerWith(message, args);
    const late = message.func === "settings.getSettings" && this.options.get === "late";
    if (late) this.after(this.options.late, () => this.send(answer));
    else this.send(answer);
  }

  /** @param {Message} message */
  async signIn(message) {
    const wanted = tokenWanted(this.options);
    if (wanted === null || !this.outside.token) return;
    const token = await this.outside.token(wanted).catch(() => null);
    // The page may have gone meanwhile.
    if (!this.unanswered.includes(message)) return;
    this.send(answerWith(message, token === null ? [false, "The simulator could not sign."] : [true, token]));
  }

  /** @param {Message} message */
  signInInWindow(message) {
    if (!this.outside.signInWindow) return this.send(answerWith(message, [false, "FailedToOpenWindow"]));
    this.outside.signInWindow(message.args, (brought) => {
      if (this.unanswered.includes(message)) this.send(answerWith(message, brought));
    });
  }

  event(func, ...args) {
    this.send({ func, args });
  }

  send(message) {
    if (message.func === undefined) this.unanswered = this.unanswered.filter(({ id }) => id !== message.id);
    this.outside.wire("host", message);
    this.outside.send(message);
  }

  take(func, args) {
    switch (func) {
      case "initialize":
        return this.takeInitialize(args);
      case "registerHandler":
        return this.handlers.add(args[0]);
      case "settings.setValidityState":
        return this.takeValidity(args[0] === true);
      case "settings.setSettings":
        return this.takeSettings(args[0]);
      case "appInitialization.appLoaded":
        return this.becomeReady({ fully: false });
      case "appInitialization.success":
        return this.becomeReady({ fully: true });
      case "appInitialization.failure":
      case "appInitialization.expectedFailure":
        return this.outside.warn(`The page reports that it failed: ${said(args[1] ?? args[0], "no reason")}`);
    }
  }

  takeInitialize(args) {
    this.sdk = String(args[0] ?? "");
    this.announced = args[1];
    if (this.options.init === "silent") return;
    this.after(PATIENCE.reaction, () => {
      // Content may have nothing to ask for.
      if (this.reacted || this.frameContext === "content") return;
      this.outside.warn(`initialize was answered 5 s ago, and the page has said nothing since: ${this.whyNoReaction}`);
    });
  }

  // On the host's own origin every release accepts the host.
  get whyNoReaction() {
    return this.outside.isForeign() ? `does SDK ${this.sdk} accept this origin?` : "it registered no handler, and did not say that it is ready.";
  }

  noteReaction(func) {
    if (func !== "initialize" && this.sdk !== null) this.reacted = true;
  }

  takeValidity(valid) {
    this.valid = valid;
    // Save follows the page's word alone, also before it says that it is loaded.
    const showsIt = this.status === "ready" || this.status === "valid";
    if (showsIt || (valid && this.status === "loading")) this.become(valid ? "valid" : "ready");
    else this.outside.changed(this);
  }

  takeSettings(settings) {
    const { set } = this.options;
    const isObject = typeof settings === "object" && settings !== null;
    if (set !== "ok") this.settingsMet = set;
    else if (!isObject) this.settingsMet = "nonsense";
    if (set !== "ok" || !isObject) return;
    Object.assign(this, { pending: settings, settingsMet: "taken" });
    if (this.options.webhook === "changed") this.hook = this.outside.mint();
  }

  /**
   * The page is `fully` ready, or has only come so far that it shows something.
   * @param {{ fully: boolean }} _how
   */
  becomeReady(_how) {
    if (this.status === "loading") this.become(this.valid ? "valid" : "ready");
  }

  // Releases before 1.5.2 cannot announce readiness; having been told the
  // settings is the last thing such a page waits for.
  noteSubstitute(func) {
    if (func !== "settings.getSettings" || this.sdk === null || tellsReadiness(this.sdk)) return;
    this.after(0, () => this.becomeReady({ fully: false }));
  }

  /** What the page is opened as: a stored connector stays what it was saved as. */
  get profile() {
    return this.connector ? (this.connector.profile ?? "connector") : this.options.profile;
  }

  setTheme(theme) {
    this.options.theme = theme;
    if (this.sdk !== null) this.event("themeChange", theme);
    this.outside.changed(this);
  }

  setLocale(locale) {
    this.options.locale = locale;
    if (this.handlers.has("contextChange")) this.event("contextChange", contextChanged(this));
    this.outside.changed(this);
  }

  become(status) {
    this.status = status;
    this.outside.changed(this);
  }

  after(ms, action) {
    const cancel = this.outside.after(ms, () => {
      this.timers.delete(cancel);
      action();
    });
    this.timers.add(cancel);
  }
}

/**
 * @param {Message} message
 * @param {any[]} args
 */
function answerWith({ id, uuidAsString }, args) {
  return uuidAsString ? { id, args, uuidAsString } : { id, args };
}

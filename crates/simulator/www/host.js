// The host's side of a configuration, as a state machine: what the page says and
// what the person presses go in; messages, a status and warnings come out. It
// touches neither a frame nor a store, so that the host page, the shim and the
// tests share it.

import { answerTo, isKnown, saveParameters } from "./answers.js";
import { defaults } from "./options.js";
import { tellsHandlers, tellsReadiness } from "./versions.js";

/** How long the host waits before it says that something is wrong. */
export const PATIENCE = { initialize: 5000, reaction: 2000, answer: 15000, success: 2000 };

const CAN_ASK = new Set(["ready", "valid", "save-failed", "remove-failed"]);

export class Host {
  /**
   * `outside` is what the host needs from the world: `send(message)`,
   * `changed(host)`, `store(connector)`, `forget(connector)`, `closeFrame()`,
   * `tearDown()`, `warn(text)`, `wire(direction, message)`, `mint()` for webhook URLs,
   * `after(ms, action)` answering a function that takes it back, and `manifestUrl`.
   */
  constructor(outside, options = defaults()) {
    this.outside = outside;
    this.options = options;
    this.manifestUrl = outside.manifestUrl;
    this.status = "idle";
    this.timers = new Set();
    this.forgetPage();
    this.connector = null;
    this.frameContext = "settings";
  }

  /** A frame with the page is about to load: for a stored connector, or a new one. */
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
      if (this.sdk === null) this.outside.warn("The page loaded 5 s ago and has not called initialize.");
    });
  }

  /** The frame shows a page anew: nothing its predecessor said holds any longer. */
  forgetPage() {
    for (const cancel of this.timers) cancel();
    this.timers.clear();
    Object.assign(this, {
      sdk: null, reacted: false, handlers: new Set(), valid: false, pending: null, hook: null,
      reason: "", asked: 0, answered: 0, removeWhenReady: false, announced: false,
    });
  }

  get canSave() {
    return this.valid && CAN_ASK.has(this.status);
  }

  get canRemove() {
    return CAN_ASK.has(this.status);
  }

  /** A message from the page. */
  receive(message) {
    if (typeof message !== "object" || message === null || typeof message.func !== "string") return;
    this.outside.wire("page", message);
    const args = Array.isArray(message.args) ? message.args : [];
    if (message.func === "initialize" && this.sdk !== null) this.pageStartedAnew();
    this.noteReaction(message.func);
    this.take(message.func, args);
    if (!isKnown(message.func)) this.outside.warn(`The host does not know ${message.func}.`);
    this.answer(message);
    this.noteSubstitute(message.func);
  }

  // A reload the host did not ask for: ids restart, and so does everything else.
  pageStartedAnew() {
    const { hook, connector, frameContext } = this;
    this.forgetPage();
    Object.assign(this, { hook, connector, frameContext });
    this.become("loading");
  }

  answer(message) {
    const args = answerTo(message.func, this);
    if (args === null) return;
    const answer = { id: message.id, args };
    if (message.uuidAsString) answer.uuidAsString = message.uuidAsString;
    const late = message.func === "settings.getSettings" && this.options.get === "late";
    if (late) this.after(this.options.late, () => this.send(answer));
    else this.send(answer);
  }

  event(func, ...args) {
    this.send({ func, args });
  }

  send(message) {
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
        return this.outside.warn(`The page reports that it failed: ${args[1] ?? args[0] ?? "no reason"}`);
      case "settings.save.success":
        return this.takeAnswer("save", () => this.saved());
      case "settings.save.failure":
        return this.takeAnswer("save", () => this.saveFailed(args[0]));
      case "settings.remove.success":
        return this.takeAnswer("remove", () => this.removed());
      case "settings.remove.failure":
        return this.takeAnswer("remove", () => this.removeFailed(args[0]));
    }
  }

  takeInitialize(args) {
    this.sdk = String(args[0] ?? "");
    if (this.options.init === "silent") return;
    this.after(PATIENCE.reaction, () => {
      if (this.reacted) return;
      this.outside.warn(`initialize seen, app never reacted: does SDK ${this.sdk} accept this origin?`);
    });
  }

  noteReaction(func) {
    if (func !== "initialize" && this.sdk !== null) this.reacted = true;
  }

  takeValidity(valid) {
    this.valid = valid;
    const showsIt = this.status === "ready" || this.status === "valid";
    if (showsIt) this.become(valid ? "valid" : "ready");
    else this.outside.changed(this);
  }

  takeSettings(settings) {
    if (this.options.set !== "ok" || typeof settings !== "object" || settings === null) return;
    this.pending = settings;
    if (this.options.webhook === "changed") this.hook = this.outside.mint();
  }

  becomeReady({ fully }) {
    if (this.status === "loading") this.become(this.valid ? "valid" : "ready");
    if (!this.removeWhenReady) return;
    // A page that only said "loaded" may still be registering its handlers.
    if (fully) this.removeNow();
    else this.after(PATIENCE.success, () => this.removeWhenReady && this.removeNow());
  }

  // Releases before 1.5.2 cannot announce readiness; having been told the
  // settings is the last thing such a page waits for.
  noteSubstitute(func) {
    if (func !== "settings.getSettings" || this.sdk === null || tellsReadiness(this.sdk)) return;
    this.after(0, () => this.becomeReady({ fully: true }));
  }

  /** Save was pressed. */
  save() {
    if (!this.canSave) return;
    this.startAsking("saving");
    const presses = this.options.save === "twice" ? 2 : 1;
    for (let press = 0; press < presses; press += 1) {
      this.asked += 1;
      this.event("settings.save", saveParameters(this));
    }
    this.interfere();
  }

  interfere() {
    const { midsave, theme, locale } = this.options;
    if (midsave === "theme") this.setTheme(theme === "dark" ? "default" : "dark");
    if (midsave === "locale") this.setLocale(locale === "de-de" ? "en-us" : "de-de");
    if (midsave === "teardown") this.after(0, () => this.outside.tearDown());
  }

  /** Remove was pressed, and the page is open. */
  remove() {
    if (this.status === "loading") this.removeWhenReady = true;
    else if (this.canRemove) this.removeNow();
  }

  removeNow() {
    this.removeWhenReady = false;
    this.startAsking("removing");
    this.asked += 1;
    this.event("settings.remove");
  }

  startAsking(status) {
    this.reason = "";
    this.asked = 0;
    this.answered = 0;
    this.become(status);
    this.after(PATIENCE.answer, () => {
      if (this.status === status) this.outside.warn(`The page has not answered for 15 s: ${status} hangs.`);
    });
  }

  takeAnswer(name, settle) {
    this.answered += 1;
    if (this.answered > this.asked) {
      this.outside.warn(`The page answered a ${name} that was not asked for, or twice.`);
      return;
    }
    if (this.status === (name === "save" ? "saving" : "removing")) settle();
  }

  warnIfUnhandled(name) {
    if (this.handlers.has(name)) return;
    this.outside.warn(
      tellsHandlers(this.sdk)
        ? `The ${name} was auto-confirmed: the page registered no ${name} handler.`
        : `SDK ${this.sdk} does not tell whether a ${name} handler is registered; it may have confirmed by itself.`,
    );
  }

  saved() {
    this.warnIfUnhandled("save");
    if (this.pending) this.commit();
    else this.outside.warn("The save was confirmed, but setSettings was never called: nothing is stored.");
    this.close("saved");
  }

  commit() {
    const settings = { ...this.pending };
    if (this.options.contenturl === "replaced") settings.contentUrl = this.manifestUrl;
    if (this.options.webhook !== "never") settings.webhookUrl = this.hook;
    this.connector = { key: this.connector?.key ?? this.hook, settings };
    this.outside.store(this.connector);
  }

  // Pressed twice, one press may be refused while the other still works.
  saveFailed(reason) {
    if (this.answered < this.asked) return;
    this.pending = null;
    this.fail("save-failed", reason);
  }

  removed() {
    this.warnIfUnhandled("remove");
    this.outside.forget(this.connector);
    this.close("removed");
  }

  removeFailed(reason) {
    if (this.options.removal === "honoured") return this.fail("remove-failed", reason);
    this.outside.warn(`The page refused the removal (${reason ?? "no reason"}); this host removes all the same.`);
    this.outside.forget(this.connector);
    this.close("removed");
  }

  fail(status, reason) {
    this.reason = reason ? String(reason) : "The page gave no reason.";
    this.become(status);
  }

  /** The person closed the dialog. */
  cancel() {
    this.close("idle");
  }

  /** The frame was torn down from outside; an answer may have been due. */
  tornDown() {
    const { status, reason } = this;
    this.forgetPage();
    if (status !== "saving" && status !== "removing") return this.fail(status, reason);
    this.outside.warn("The frame was torn down and the page answered nothing.");
    const failed = status === "saving" ? "save-failed" : "remove-failed";
    this.fail(failed, "The frame was torn down before the page answered.");
  }

  close(status) {
    const { reason } = this;
    this.forgetPage();
    this.reason = status === "idle" ? "" : reason;
    this.outside.closeFrame();
    this.become(status);
  }

  setTheme(theme) {
    this.options.theme = theme;
    if (this.sdk !== null) this.event("themeChange", theme);
    this.outside.changed(this);
  }

  setLocale(locale) {
    this.options.locale = locale;
    if (this.handlers.has("contextChange")) this.event("contextChange", ...answerTo("getContext", this));
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

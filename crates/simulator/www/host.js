// The host's side of a configuration, as a state machine: what the page says and
// what the person presses go in; messages, a status and warnings come out. It
// touches neither a frame nor a store, so that the host page, the shim and the
// tests share it.

import { saveParameters } from "./answers.js";
import { Conversation, PATIENCE } from "./conversation.js";
import { said } from "./said.js";
import { complaints, WITHOUT_SETTINGS } from "./settings.js";
import { tellsHandlers } from "./versions.js";

const CAN_ASK = new Set(["ready", "valid", "save-failed", "remove-failed"]);

/** A conversation with a page in which the host asks too: for a save, for a removal. */
export class Host extends Conversation {
  get canSave() {
    return this.valid && CAN_ASK.has(this.status);
  }

  get canRemove() {
    return CAN_ASK.has(this.status);
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

  /** Remove was pressed, and the page is open; it may still be loading. */
  remove() {
    const listens = this.handlers.has("remove");
    if (this.canRemove || (this.status === "loading" && listens)) this.removeNow();
    else if (this.status === "loading") this.removeLater();
  }

  removeLater() {
    this.removeWhenReady = true;
    this.after(PATIENCE.answer, () => {
      if (this.removeWhenReady) this.outside.warn("The page has not been ready for 15 s: it was not asked to remove anything.");
    });
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

  take(func, args) {
    switch (func) {
      case "settings.save.success":
        return this.takeAnswer("save", () => this.saved());
      case "settings.save.failure":
        return this.takeAnswer("save", () => this.saveFailed(args[0]));
      case "settings.remove.success":
        return this.takeAnswer("remove", () => this.removed());
      case "settings.remove.failure":
        return this.takeAnswer("remove", () => this.removeFailed(args[0]));
      default:
        return super.take(func, args);
    }
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
    else this.outside.warn(`The save was confirmed, but ${WITHOUT_SETTINGS[this.settingsMet]}: nothing is stored.`);
    this.close("saved");
  }

  commit() {
    const settings = { ...this.pending };
    if (this.options.contenturl === "replaced") settings.contentUrl = this.manifestUrl;
    const tab = this.profile === "tab";
    for (const complaint of complaints(settings)) this.outside.warn(complaint);
    if (!tab && this.options.webhook !== "never") settings.webhookUrl = this.hook;
    // Only a tab's context names what it is about.
    const context = tab ? { profile: "tab", entityId: settings.entityId } : {};
    this.connector = { key: this.connector?.key ?? this.hook, settings, ...context };
    this.outside.store(this.connector);
  }

  // Pressed twice, one press may be refused while the other still works.
  saveFailed(reason) {
    if (this.answered < this.asked) return;
    Object.assign(this, { pending: null, settingsMet: "nothing" });
    this.fail("save-failed", reason);
  }

  removed() {
    this.warnIfUnhandled("remove");
    this.outside.forget(this.connector);
    this.close("removed");
  }

  removeFailed(reason) {
    if (this.options.removal === "honoured") return this.fail("remove-failed", reason);
    this.outside.warn(`The page refused the removal (${said(reason, "no reason")}); this host removes all the same.`);
    this.outside.forget(this.connector);
    this.close("removed");
  }

  fail(status, reason) {
    this.reason = said(reason, "The page gave no reason.");
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
    if (this.options.close === "stays" && status !== "idle") return this.become(status);
    this.forgetPage();
    this.reason = status === "idle" ? "" : reason;
    this.outside.closeFrame();
    this.become(status);
  }
}

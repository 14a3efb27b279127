// The host's side of a configuration, as a state machine: what the page says and
// what the person presses go in; messages, a status and warnings come out. It
// touches neither a frame nor a store, so that the host page, the shim and the
// tests share it. What is below it is the removal, the asking, the conversation.

import { saveParameters } from "./answers.js";
import { CAN_ASK } from "./asking.js";
import { Removal } from "./removal.js";
import { complaints, WITHOUT_SETTINGS } from "./settings.js";

/** A conversation with a page in which the host asks too: for a save, for a removal. */
export class Host extends Removal {
  get canSave() {
    return this.valid && CAN_ASK.has(this.status);
  }

  /** Save was pressed. */
  save() {
    if (!this.canSave) return;
    this.startAsking("saving", () => this.outside.warn("The page has not answered for 15 s: saving hangs."));
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

  take(func, args) {
    super.take(func, args);
    if (func === "settings.save.success") this.takeAnswer("save", "saving", () => this.saved());
    if (func === "settings.save.failure") this.takeAnswer("save", "saving", () => this.saveFailed(args[0]));
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
}

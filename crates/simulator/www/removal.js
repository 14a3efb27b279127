// A removal: asked for as soon as a page can hear it, given up when it does not
// answer, and done without it when the host or the person wants that.

import { Asking, CAN_ASK } from "./asking.js";
import { PATIENCE } from "./conversation.js";
import { said } from "./said.js";

export class Removal extends Asking {
  get canRemove() {
    return CAN_ASK.has(this.status);
  }

  /** Whether a person who waits for the page in vain may remove without it. */
  get canRemoveAnyway() {
    return this.connector !== null && (this.removeWhenReady || ["removing", "remove-failed"].includes(this.status));
  }

  /** @type {Asking["load"]} */
  load(connector, how) {
    super.load(connector, how);
    if (how?.thenRemove) this.removeLater();
  }

  /** Remove was pressed, and the page is open; it may still be loading. */
  remove() {
    const listens = this.handlers.has("remove");
    if (this.options.removal === "forced") this.removeUnasked(this.connector);
    else if (this.canRemove || (this.status === "loading" && listens)) this.removeNow();
    else if (this.status === "loading") this.removeLater();
  }

  /** Removes what no page is asked about, whether one is open or not. */
  removeUnasked(connector) {
    this.outside.warn("It was removed, and no page was asked: what the page keeps elsewhere stays there.");
    this.outside.forget(connector);
    this.closeNow("removed");
  }

  removeLater() {
    this.removeWhenReady = true;
    this.after(PATIENCE.answer, () => {
      if (this.removeWhenReady) this.giveUp("The page was not initialised within 15 s, and not asked to remove anything.");
    });
  }

  // The person's wish outlives a page that loads itself again.
  pageStartedAnew() {
    const wanted = this.removeWhenReady;
    super.pageStartedAnew();
    if (wanted) this.removeLater();
  }

  take(func, args) {
    super.take(func, args);
    if (func === "initialize") this.removeSoon();
    if (func === "settings.remove.success") this.takeAnswer("remove", "removing", () => this.removed());
    if (func === "settings.remove.failure") this.takeAnswer("remove", "removing", () => this.removeFailed(args[0]));
  }

  // A page that is initialised registers its handlers; it need not say that it is ready.
  removeSoon() {
    if (this.options.init === "silent") return;
    this.after(PATIENCE.removal, () => this.removeWhenReady && this.removeNow());
  }

  /** @type {Asking["becomeReady"]} */
  becomeReady(how) {
    super.becomeReady(how);
    if (how.fully && this.removeWhenReady) this.removeNow();
  }

  removeNow() {
    this.removeWhenReady = false;
    this.startAsking("removing", () => this.giveUp("The page has not answered for 15 s."));
    this.asked += 1;
    this.event("settings.remove");
  }

  giveUp(reason) {
    Object.assign(this, { removeWhenReady: false, gaveUp: true });
    this.removeFailed(reason);
  }

  removed() {
    this.warnIfUnhandled("remove");
    this.outside.forget(this.connector);
    this.close("removed");
  }

  removeFailed(reason) {
    if (this.options.removal === "honoured") return this.fail("remove-failed", reason);
    this.outside.warn(`The removal failed (${said(reason, "no reason")}); this host removes all the same.`);
    this.outside.forget(this.connector);
    this.close("removed");
  }
}

// A host that asks a page something and waits for its one answer, until it closes
// the frame. What it asks for is removal.js and host.js.

import { Conversation, PATIENCE } from "./conversation.js";
import { said } from "./said.js";
import { tellsHandlers } from "./versions.js";

/** The states in which a host can ask for a save or a removal. */
export const CAN_ASK = new Set(["ready", "valid", "save-failed", "remove-failed"]);

export class Asking extends Conversation {
  /** The page is asked; `hangs` is what follows when it never answers. */
  startAsking(status, hangs) {
    Object.assign(this, { reason: "", asked: 0, answered: 0, gaveUp: false, turn: this.turn + 1 });
    this.become(status);
    const { turn } = this;
    this.after(PATIENCE.answer, () => {
      if (this.turn === turn && this.status === status) hangs();
    });
  }

  takeAnswer(name, asking, settle) {
    this.answered += 1;
    if (this.answered > this.asked) {
      this.outside.warn(`The page answered a ${name} that was not asked for, or twice.`);
      return;
    }
    if (this.status === asking) settle();
    else if (this.gaveUp) this.outside.warn(`The page answered the ${name} when the host had given up.`);
  }

  warnIfUnhandled(name) {
    if (this.handlers.has(name)) return;
    this.outside.warn(
      tellsHandlers(this.sdk)
        ? `The ${name} was auto-confirmed: the page registered no ${name} handler.`
        : `SDK ${this.sdk} does not tell whether a ${name} handler is registered; it may have confirmed by itself.`,
    );
  }

  fail(status, reason) {
    this.reason = said(reason, "The page gave no reason.");
    this.become(status);
  }

  /** The person closed the dialog. */
  cancel() {
    this.closeNow("idle");
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

  /** The page said success; clients leave it open for a moment. */
  close(status) {
    if (this.options.close === "closes") return this.closeNow(status);
    this.become(status);
    if (this.options.close === "soon") this.after(PATIENCE.closing, () => this.closeNow(status));
  }

  // Left open for a moment, a page may load itself again; the moment ends all the same.
  pageStartedAnew() {
    const { status, options } = this;
    super.pageStartedAnew();
    if (options.close === "soon" && (status === "saved" || status === "removed")) this.close(status);
  }

  closeNow(status) {
    const { reason } = this;
    this.forgetPage();
    this.reason = status === "idle" ? "" : reason;
    if (status === "removed") this.connector = null;
    this.outside.closeFrame();
    this.become(status);
  }
}

// The iframe with the page: opens and closes it, and carries messages to and from
// it alone.

import { make } from "./dom.js";
import { whyEmpty } from "./look.js";

/** How long a page that was torn down may still be heard. */
const LAST_WORDS = 300;

export class Frame {
  constructor(place, { id, title }, { message, loaded, tornDown }) {
    this.place = place;
    this.names = { id, title };
    this.heard = { message, loaded, tornDown };
    this.close();
    window.addEventListener("message", (event) => this.hear(event));
  }

  get isOpen() {
    return this.element !== null;
  }

  /** Whether the page that was heard is of another origin than the host. */
  get isForeign() {
    return this.origin !== null && this.origin !== location.origin;
  }

  /** Always a new iframe: a stale message can then never look like a fresh one. */
  open(address) {
    this.close();
    this.address = address;
    this.element = make("iframe", { ...this.names, src: address });
    this.element.addEventListener("load", () => this.heard.loaded());
    this.place.append(this.element);
    this.page = this.element.contentWindow;
  }

  close() {
    this.element?.remove();
    this.element = null;
    this.page = null;
    this.origin = null;
  }

  /** Removes the frame, and still hears what its page says at that moment. */
  tearDown() {
    const { page } = this;
    this.element?.remove();
    this.element = null;
    // Led away instead of removed, the page could not be told from others.
    setTimeout(() => {
      if (this.page !== page) return;
      this.close();
      this.heard.tornDown();
    }, LAST_WORDS);
  }

  /** Warns with what a look at the page's address shows, or else with the text. */
  async explain(text, warn) {
    const { element } = this;
    const why = await whyEmpty(this.address, location.origin);
    if (this.element === element && this.page !== null && this.origin === null) warn(why ?? text);
  }

  send(message) {
    if (this.origin !== null) this.element?.contentWindow?.postMessage(message, this.origin);
  }

  hear(event) {
    if (this.page === null || !this.isFromPage(event)) return;
    // An opaque origin cannot be addressed by name.
    this.origin = event.origin === "null" ? "*" : event.origin;
    this.heard.message(event.data);
  }

  /** In Firefox the last words of a page that is gone have no source any more. */
  isFromPage({ source, origin }) {
    const lastWords = this.element === null && source === null && origin === this.origin;
    return source === this.page || lastWords;
  }
}

// The iframe with the page: opens and closes it, and carries messages to and from
// it alone.

import { make } from "./dom.js";

/** How long a page that is being torn down may still speak. */
const LAST_WORDS = 300;

export class Frame {
  constructor(place, { message, loaded, tornDown }) {
    this.place = place;
    this.heard = { message, loaded, tornDown };
    this.element = null;
    this.origin = null;
    window.addEventListener("message", (event) => this.hear(event));
  }

  get isOpen() {
    return this.element !== null;
  }

  /** Always a new iframe: a stale message can then never look like a fresh one. */
  open(address) {
    this.close();
    this.element = make("iframe", { id: "app-frame", title: "Connector configuration", src: address });
    this.element.addEventListener("load", () => this.heard.loaded());
    this.place.append(this.element);
  }

  close() {
    this.element?.remove();
    this.element = null;
    this.origin = null;
  }

  /** Leads the frame away, so that the page's last words are still heard. */
  tearDown() {
    const torn = this.element;
    if (!torn) return;
    torn.src = "about:blank";
    setTimeout(() => {
      if (this.element !== torn) return;
      this.close();
      this.heard.tornDown();
    }, LAST_WORDS);
  }

  send(message) {
    if (this.origin !== null) this.element?.contentWindow?.postMessage(message, this.origin);
  }

  hear(event) {
    if (this.element === null || event.source !== this.element.contentWindow) return;
    // An opaque origin cannot be addressed by name.
    this.origin = event.origin === "null" ? "*" : event.origin;
    this.heard.message(event.data);
  }
}

// Which pages are opened: our own, or those of the uploaded app that a person came
// with. Opens nothing.

import { addressForNew } from "./addresses.js";
import { onThisMachine, pageOf, whyBlocked } from "./app-addresses.js";

export class Pages {
  /** @type {import("./app-addresses.js").App | null} The app that is open; none for our own page. */
  app = null;

  /**
   * @param {string} own the page that is opened without an app
   * @param {string} here the simulator's origin
   * @param {() => import("./app-addresses.js").App[]} uploaded
   */
  constructor(own, here, uploaded) {
    this.own = own;
    this.here = here;
    this.uploaded = uploaded;
  }

  /** The app that a stored connector or tab belongs to, if it is still uploaded. */
  appOf(connector) {
    return this.uploaded().find(({ id }) => id === connector?.app) ?? null;
  }

  /** From now on it is about what is stored. */
  follow(connector) {
    this.app = this.appOf(connector);
  }

  /** What was saved belongs to the app that is open. */
  claim(connector) {
    if (this.app !== null) connector.app = this.app.id;
  }

  /** The address at which something of this profile is configured; `null` when the app names none. */
  configure({ profile = "connector" }) {
    return this.app === null ? addressForNew(this.own, { profile }) : pageOf(this.app, profile);
  }

  /**
   * Where a page is on this machine, and why it is not shown when Teams would not.
   * @returns {{ address: string | null, why: string | null }}
   */
  found(address, app = this.app) {
    if (app === null) return { address, why: null };
    return { address: address && onThisMachine(app, address, this.here), why: whyBlocked(app, address, this.here) };
  }

  /** What a host knows as its manifest's page. */
  manifestUrl(options) {
    return this.app === null ? this.own : this.found(this.configure(options)).address;
  }
}

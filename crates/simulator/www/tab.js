// The channel's tab beside the dialog: what a person sees after saving, with the
// settings and the removal at hand. A conversation of its own; the dialog may be open over it.

import { Conversation } from "./conversation.js";
import { byId } from "./dom.js";
import { Frame } from "./frame.js";
import { tellGivenUp } from "./given-up.js";
import { addressToOpen } from "./placeholders.js";
import { said } from "./said.js";
import { isAddress } from "./settings.js";
import { signedToken } from "./sign-in.js";
import { openSignInWindow } from "./sign-in-window.js";

/** One place for one tab's content. */
export class Tab {
  /**
   * `useSdk()` chooses the SDK of the page asked for next; `pages` know where a tab's page
   * is, and why it is not shown; `warn`, `after` as a conversation's.
   */
  constructor(options, { useSdk, pages, warn, after, log }) {
    this.useSdk = useSdk;
    this.pages = pages;
    this.warn = warn;
    this.log = log;
    const names = { id: "tab-frame", title: "Tab content" };
    this.frame = new Frame(byId("tab-stage"), names, {
      message: (message) => this.conversation.receive(message),
      loaded: () => this.conversation.loaded(),
      tornDown: () => {},
    });
    this.conversation = new Conversation(
      {
        mint: () => "",
        token: signedToken,
        signInWindow: openSignInWindow,
        send: (message) => this.frame.send(message),
        changed: ({ status }) => (byId("tab-status").textContent = status),
        wire: (from, message) => log.message(from, message),
        warn: (text) => warn(`The tab: ${text}`),
        empty: (text) => this.frame.explain(text, (why) => warn(`The tab: ${why}`)),
        isForeign: () => this.frame.isForeign,
        note: (text) => log.note(text),
        after,
      },
      options,
    );
  }

  /** Loads the tab's content, also when it is there: it may have been configured anew. */
  show(tab) {
    byId("tab").hidden = tab === null;
    if (this.frame.isOpen) tellGivenUp((text) => this.log.note(text));
    this.frame.close();
    this.conversation.forgetPage();
    if (tab === null) return;
    const { suggestedDisplayName, contentUrl } = tab.settings;
    byId("tab-name").textContent = said(suggestedDisplayName, "");
    this.log.begin("The tab's content");
    this.useSdk();
    this.conversation.load(tab, { frameContext: "content" });
    if (!isAddress(contentUrl)) return;
    const { address, why } = this.pages.found(contentUrl, this.pages.appOf(tab));
    if (why === null) this.frame.open(addressToOpen(address, this.conversation));
    else this.warn(`The tab: ${why}`);
  }

  setTheme(theme) {
    this.conversation.setTheme(theme);
  }

  setLocale(locale) {
    this.conversation.setLocale(locale);
  }
}

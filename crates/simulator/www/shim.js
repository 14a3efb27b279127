// A stand-in `window.microsoftTeams` with both generations' names, for opening the
// page with no host at all. The host behind it is the simulator's own state
// machine; bundled into one classic script, and never part of a release.
//
// In the address: `shim=v1` leaves only the names of 1.x, and every choice of the
// simulator's (`theme=dark`, `set=refused`, …) works here too.

import { newHook } from "./hook.js";
import { Host } from "./host.js";
import { fromQuery } from "./options.js";
import { addressToOpen } from "./placeholders.js";
import { addBar } from "./shim-bar.js";
import { Client } from "./shim-client.js";
import { isAddress } from "./settings.js";
import { signedToken } from "./sign-in.js";
import { openSignInWindow } from "./sign-in-window.js";
import { v1 } from "./shim-v1.js";
import { v2 } from "./shim-v2.js";

const STORE = "teams-shim";

// In the SDK's place we always stand in; planted beside it only where no host is.
const inPlaceOfSdk = document.currentScript?.id === "teams-sdk";
if (inPlaceOfSdk || window.parent === window) install();

function install() {
  const query = new URLSearchParams(location.search);
  const old = query.get("shim") === "v1";
  const host = makeHost(query);
  const client = new Client(old ? "1.13.1" : "2.58.0", (message) => setTimeout(() => host.receive(message)));
  host.outside.send = (message) => setTimeout(() => client.receive(message));
  const api = old ? v1(client) : { ...v1(client), ...v2(client) };
  // The SDK may load after us; its assignment must not win.
  Object.defineProperty(window, "microsoftTeams", { get: () => api, set() {} });
  // A page on 1.x takes a top window for no host at all, unless a native shell is around it.
  window.nativeInterface ??= { framelessPostMessage() {} };
  host.load(stored().connector ?? null);
  whenParsed(() => showBar(host));
}

function makeHost(query) {
  const { theme, locale } = stored();
  const remembered = new URLSearchParams();
  if (theme) remembered.set("theme", theme);
  if (locale) remembered.set("locale", locale);
  const options = fromQuery(query, fromQuery(remembered));
  return new Host({ ...outside(), manifestUrl: `${location.origin}/configure` }, options);
}

// Until the bar is there, nobody sees what changes; then it shows the present.
function outside() {
  return {
    changed: () => {},
    warn: (text) => console.warn(`teams-shim: ${text}`),
    // Names only: what a message carries can be a webhook URL.
    wire: (from, { func = "answer" }) => console.debug(`teams-shim: ${from} says ${func}`),
    empty: (text) => console.warn(`teams-shim: ${text}`),
    isForeign: () => false,
    note: (text) => console.debug(`teams-shim: ${text}`),
    send: () => {},
    closeFrame: () => {},
    tearDown: () => location.replace("about:blank"),
    token: signedToken,
    signInWindow: openSignInWindow,
    mint: () => newHook(location.origin),
    store: (connector) => keep({ connector }),
    forget: () => keep({ connector: null }),
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  };
}

function showBar(host) {
  const bar = addBar(host, {
    reopen: () => location.assign(addressToOpen(addressStored(), host)),
    startNew() {
      keep({ connector: null });
      location.assign("/configure");
    },
  });
  host.outside.changed = (changed) => {
    keep({ theme: host.options.theme, locale: host.options.locale });
    bar.show(changed);
  };
  host.outside.warn = bar.warn;
  bar.show(host);
  host.loaded();
}

function addressStored() {
  const { contentUrl } = stored().connector?.settings ?? {};
  return isAddress(contentUrl) ? contentUrl : "/configure";
}

function whenParsed(action) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", action);
  else action();
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
}

function keep(changes) {
  sessionStorage.setItem(STORE, JSON.stringify({ ...stored(), ...changes }));
}

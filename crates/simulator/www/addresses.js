// Which address is opened for what: something new, what is stored, its removal.
// Fills no placeholder and opens nothing.

import { isAddress } from "./settings.js";

/** The address for something new. */
export function addressForNew(configure, { profile }) {
  return profile === "tab" ? forTab(configure) : configure;
}

/**
 * The address for what is stored: a tab's own page is its content, its settings open where
 * a new one does, and that is `configure`.
 */
export function addressForStored(configure, { profile, settings }, { frame }) {
  if (profile === "tab" && frame !== "content") return configure;
  return isAddress(settings.contentUrl) ? settings.contentUrl : configure;
}

/**
 * What is opened to remove what is stored, and as which frame: for a tab the page
 * that it named for it, and `null` when it named none. Nobody is asked then.
 */
export function opensToRemove(configure, connector, { frame }) {
  const { removeUrl } = connector.settings;
  const named = isAddress(removeUrl) ? { address: removeUrl, frameContext: "remove" } : null;
  if (connector.profile === "tab") return named;
  const own = { address: addressForStored(configure, connector, { frame }), frameContext: frame };
  return frame === "remove" ? (named ?? own) : own;
}

// As text: a URL object would encode the braces of placeholders.
function forTab(configure) {
  const [address, ...fragment] = configure.split("#");
  if (/[?&]destination=/.test(address)) return configure;
  const query = `${address.includes("?") ? "&" : "?"}destination=workflow`;
  return [address + query, ...fragment].join("#");
}

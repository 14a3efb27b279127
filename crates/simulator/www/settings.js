// What a client makes of the settings that a page hands over: what it does not
// know, what it cannot open, and why there are none. Stores nothing.

import { said } from "./said.js";

/**
 * What a page saved, as the host stores it. A tab's context names what it is about;
 * `app` is the id of the uploaded app whose page it was.
 * @typedef {{ key: string, settings: InstanceSettings, profile?: string, entityId?: string, app?: string }} Connector
 */

/** What a client knows of the settings, of a connector or of a tab; the rest is set in vain. */
const KNOWN = new Set(["entityId", "configName", "suggestedDisplayName", "contentUrl", "removeUrl", "websiteUrl"]);

const ADDRESSES = ["contentUrl", "removeUrl", "websiteUrl"];

/** Why there is nothing to store when the page says that it saved. */
export const WITHOUT_SETTINGS = {
  nothing: "setSettings was never called",
  refused: "this host refused setSettings",
  silent: "this host never answered setSettings",
  nonsense: "setSettings was called without an object",
};

/** What is wrong with them, a sentence each. */
export function complaints(settings) {
  const ignored = Object.keys(settings).filter((name) => !KNOWN.has(name));
  const unusable = ADDRESSES.filter((name) => settings[name] !== undefined && !isAddress(settings[name]));
  return [
    ...(ignored.length > 0 ? [`Teams knows no ${ignored.join(", no ")}: it was set in vain.`] : []),
    ...unusable.map((name) => `Teams cannot open the ${name} ${said(settings[name], "without text")}: it needs a whole address, with https.`),
  ];
}

/** Whether a frame can be led there. */
export function isAddress(value) {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

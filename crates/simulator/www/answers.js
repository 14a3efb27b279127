// What the host answers to a request: the complete list. Functions of the host's
// state without effects; `null` means that the page waits in vain.

import { flatContext, USER } from "./context.js";

/** Requests that want no answer and are known all the same. */
const UNANSWERED = new Set([
  "registerHandler",
  "settings.setValidityState",
  "settings.save.success",
  "settings.save.failure",
  "settings.remove.success",
  "settings.remove.failure",
  "appInitialization.appLoaded",
  "appInitialization.success",
  "appInitialization.failure",
  "appInitialization.expectedFailure",
  "readyToUnload",
]);

/** Requests a real host serves and this one politely refuses. */
const REFUSED = new Set(["navigateBack", "navigateCrossDomain", "executeDeepLink", "navigateToTab"]);

const ANSWERS = {
  initialize: ({ options, frameContext }) =>
    options.init === "silent" ? null : [frameContext, "web", "2.0.1"],
  getContext: (host) => [flatContext({ ...host, entityId: host.connector?.entityId })],
  "settings.getSettings": (host) => {
    if (host.options.get === "silent") return null;
    return host.options.get === "null" ? [null] : [settingsShown(host)];
  },
  "settings.setSettings": ({ options }) => {
    if (options.set === "silent") return null;
    return options.set === "refused" ? [false, "The simulated host refuses the settings."] : [true];
  },
  "authentication.getAuthToken": () => [true, "simulated-token"],
};

/** Whether the host knows the request at all. */
export function isKnown(func) {
  return Object.hasOwn(ANSWERS, func) || UNANSWERED.has(func) || REFUSED.has(func);
}

/** The answer's arguments, or `null` for none. */
export function answerTo(func, host) {
  if (REFUSED.has(func)) return [false, "not supported by the simulator"];
  return Object.hasOwn(ANSWERS, func) ? ANSWERS[func](host) : null;
}

/** What `getSettings` shows: always an object, pending settings over stored ones. */
export function settingsShown(host) {
  const { pending, connector, options } = host;
  const settings = { ...connector?.settings, ...pending, appType: "teams", userObjectId: USER };
  delete settings.webhookUrl;
  if (options.contenturl === "replaced" && settings.contentUrl !== undefined) {
    settings.contentUrl = host.manifestUrl;
  }
  const webhookUrl = hookInSettings(host);
  return webhookUrl === undefined ? settings : { ...settings, webhookUrl };
}

/** What the save event carries. */
export function saveParameters({ options, profile, hook }) {
  if (profile === "tab") return {}; // a tab has no webhook of its own
  const told = options.webhook === "always" || options.webhook === "changed";
  return told ? { webhookUrl: hook } : {};
}

function hookInSettings({ options, profile, hook, pending, connector }) {
  if (profile === "tab") return undefined;
  switch (options.webhook) {
    case "never":
      return undefined;
    case "after-set":
      return pending || connector ? hook : undefined;
    default:
      return hook;
  }
}

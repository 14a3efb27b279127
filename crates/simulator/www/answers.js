// What the host answers to a request: the complete list. Functions of the host's
// state without effects; `null` means that the page waits in vain.

import { introduction, toldRuntime } from "./client.js";
import { flatContext } from "./context.js";
import { personOf } from "./people.js";
import { refusal } from "./sign-in.js";

/** Requests that want no answer and are known all the same. */
const UNANSWERED = new Set([
  "registerHandler",
  "settings.setValidityState",
  "settings.save.success",
  "settings.save.failure",
  "settings.remove.success",
  "settings.remove.failure",
  "appInitialization.appLoaded",
  "appInitialization.failure",
  "appInitialization.expectedFailure",
  "readyToUnload",
  // 1.13 repeats what its own window said.
  "authentication.authenticate.success",
  "authentication.authenticate.failure",
]);

/** Requests that lead elsewhere: answered with whether it worked, and why not. */
const REFUSED = new Set([
  "calendar.composeMeeting",
  "calendar.openCalendarItem",
  "chat.openChat",
  "conversations.openConversation",
  "executeDeepLink",
  "mail.composeMail",
  "mail.openMailItem",
  "navigateBack",
  "navigateCrossDomain",
  "navigateToTab",
  "pages.navigateToApp",
  "search.closeSearch",
]);

/** `ErrorCode.NOT_SUPPORTED_ON_PLATFORM` of the SDK. */
const NOT_SUPPORTED = 100;

const ANSWERS = {
  initialize: (host) => (host.options.init === "silent" ? null : introduction(host)),
  "appInitialization.success": (host) => (toldRuntime(host) ? [] : null),
  getContext: (host) => [flatContext(host)],
  "settings.getSettings": (host) => {
    if (host.options.get === "silent") return null;
    return host.options.get === "null" ? [null] : [settingsShown(host)];
  },
  "settings.setSettings": ({ options }) => {
    if (options.set === "silent") return null;
    return options.set === "refused" ? [false, "The simulated host refuses the settings."] : [true];
  },
  // A token is signed elsewhere, and answered later.
  "authentication.getAuthToken": ({ options }) => refusal(options),
  // What comes of the window is answered later.
  "authentication.authenticate": ({ options }) => (options.window === "blocked" ? [false, "FailedToOpenWindow"] : null),
};

/** What a person should know of a request that is not served; `null` when it is. */
export function whyNotServed(func) {
  if (REFUSED.has(func)) return `The host refused ${func}: the simulator leads nowhere else.`;
  if (Object.hasOwn(ANSWERS, func) || UNANSWERED.has(func)) return null;
  return `The host does not know ${func}, and answered with the SDK's error ${NOT_SUPPORTED}.`;
}

/** Whether the page waits for an answer, also for one that never comes. */
export function wantsAnswer(func, host) {
  if (func === "appInitialization.success") return toldRuntime(host);
  return REFUSED.has(func) || !UNANSWERED.has(func);
}

/** The answer's arguments, or `null` for none. */
export function answerTo(func, host) {
  if (REFUSED.has(func)) return [false, "not supported by the simulator"];
  if (Object.hasOwn(ANSWERS, func)) return ANSWERS[func](host);
  if (UNANSWERED.has(func)) return null;
  return [{ errorCode: NOT_SUPPORTED, message: `The simulator does not know ${func}.` }];
}

/** What `getSettings` shows: always an object, pending settings over stored ones. */
export function settingsShown(host) {
  const { pending, connector, options } = host;
  const settings = { ...connector?.settings, ...pending, appType: "teams", userObjectId: personOf(options).oid };
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

// Which Teams client the host is, and how it says so: the answer to `initialize`.
// Knows nothing of what happens afterwards.

import { isBefore } from "./versions.js";

/** What each client calls itself; one with a runtime says what it supports. */
const CLIENTS = {
  today: { type: "web", version: "2.0.1", runtime: true },
  v1: { type: "web", version: "2.0.1", runtime: false },
  mobile: { type: "android", version: "2.1.1", runtime: false },
  desktop: { type: "desktop", version: "2.0.1", runtime: true },
};

/** The newest form of the runtime; an older SDK rejects one above its own. */
const RUNTIME = 4;

// What the simulator serves, or refuses with a reason. Dialogs are left out: each
// form of the runtime says them differently, and there is nobody to show one.
const SUPPORTS = {
  app: { lifecycle: {}, notifySuccessResponse: {} },
  logs: {},
  pages: { backStack: {}, config: {}, fullTrust: {}, tabs: {} },
  teams: { fullTrust: { joinedTeams: {} } },
  teamsCore: {},
};

/** The client's name for itself, such as `web`. */
export function clientType({ options }) {
  return CLIENTS[options.client].type;
}

/** Whether a page got a runtime with its `initialize`: 1.x could not read one. */
export function toldRuntime({ options, sdk }) {
  return CLIENTS[options.client].runtime && !isBefore(sdk, "2.0.0");
}

/** The arguments that answer `initialize`. */
export function introduction(host) {
  const { type, version } = CLIENTS[host.options.client];
  const runtime = toldRuntime(host) ? [runtimeFor(host.announced)] : [];
  return [host.frameContext, type, ...runtime, version];
}

// Before 2.7.0 a release announces no form: it knows the first one.
function runtimeFor(announced) {
  const known = Number.isInteger(announced) ? announced : 1;
  return JSON.stringify({
    apiVersion: Math.min(RUNTIME, known),
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    isLegacyTeams: false,
    supports: SUPPORTS,
  });
}

// The names of TeamsJS 2.x, as far as the page uses them: `app` and `pages`.
// Promises, and nothing before the host answered.

import { nested } from "./context.js";
import { lastPage } from "./shim-v1.js";

/** The namespaces `app` and `pages`. */
export function v2(client) {
  let initialized = null;
  let supports = {};
  const ready = () => {
    if (initialized === null) throw new Error("The library has not yet been initialized");
  };
  return {
    app: {
      initialize() {
        initialized ??= client.ask("initialize", client.version, 4, undefined).then(([, , runtime]) => {
          supports = supported(runtime);
        });
        return initialized;
      },
      isInitialized: () => initialized !== null,
      async getContext() {
        ready();
        const [flat] = await client.ask("getContext");
        return nested(flat);
      },
      registerOnThemeChangeHandler: (handler) => client.on("themeChange", "themeChange", handler),
      registerOnContextChangeHandler: (handler) => client.on("contextChange", "contextChange", handler),
      ...notifications(client),
      async notifySuccess() {
        ready();
        await initialized;
        return notifySuccess(client, supports);
      },
    },
    authentication: {
      async getAuthToken({ resources, claims, silent }) {
        return promised(await client.ask("authentication.getAuthToken", resources, claims, silent));
      },
      registerAuthenticationHandlers: () => {},
      async authenticate({ url, width, height }) {
        return promised(await client.ask("authentication.authenticate", url, width, height));
      },
      ...lastPage(),
    },
    pages: {
      async getConfig() {
        ready();
        const [settings] = await client.ask("settings.getSettings");
        return settings;
      },
      isSupported: () => true,
      config: config(client, ready),
    },
  };
}

function promised([good, said]) {
  if (!good) throw new Error(said);
  return said;
}

/** What the host's runtime supports; a host may also send its version alone. */
function supported(runtime) {
  try {
    return JSON.parse(runtime).supports ?? {};
  } catch {
    return {};
  }
}

// Waits only where the host promised an answer.
async function notifySuccess(client, supports) {
  if (!supports.app?.notifySuccessResponse) {
    client.tell("appInitialization.success", client.version);
    return { hasFinishedSuccessfully: "unknown" };
  }
  await client.ask("appInitialization.success", client.version);
  return { hasFinishedSuccessfully: true };
}

function notifications(client) {
  const say = (name, ...args) => client.tell(`appInitialization.${name}`, ...args);
  return {
    notifyAppLoaded: () => say("appLoaded", client.version),
    notifyFailure: ({ reason, message }) => say("failure", reason, message),
    notifyExpectedFailure: ({ reason, message }) => say("expectedFailure", reason, message),
  };
}

function config(client, ready) {
  const whenReady = (action) => (...args) => {
    ready();
    return action(...args);
  };
  return {
    isSupported: () => true,
    setValidityState: whenReady((valid) => client.tell("settings.setValidityState", valid)),
    setConfig: whenReady(async (settings) => {
      const [taken, reason] = await client.ask("settings.setSettings", settings);
      if (!taken) throw new Error(reason);
    }),
    registerOnSaveHandler: whenReady((handler) => client.on("settings.save", "save", handler)),
    registerOnRemoveHandler: whenReady((handler) => client.on("settings.remove", "remove", handler)),
  };
}

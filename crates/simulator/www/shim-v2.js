// The names of TeamsJS 2.x, as far as the page uses them: `app` and `pages`.
// Promises, and nothing before the host answered.

/** The namespaces `app` and `pages`. */
export function v2(client) {
  let initialized = null;
  const ready = () => {
    if (initialized === null) throw new Error("The library has not yet been initialized");
  };
  return {
    app: {
      initialize() {
        initialized ??= client.ask("initialize", client.version, 4, undefined).then(() => undefined);
        return initialized;
      },
      isInitialized: () => initialized !== null,
      async getContext() {
        ready();
        const [flat] = await client.ask("getContext");
        return nested(flat);
      },
      registerOnThemeChangeHandler: (handler) => client.on("themeChange", "themeChange", handler),
      ...notifications(client),
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

function notifications(client) {
  const say = (name, ...args) => client.tell(`appInitialization.${name}`, ...args);
  return {
    notifyAppLoaded: () => say("appLoaded", client.version),
    async notifySuccess() {
      say("success", client.version);
      return { hasFinishedSuccessfully: true };
    },
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

/** The context as 2.x shows it, from the flat one of the wire. */
export function nested(flat) {
  return {
    app: {
      locale: flat.locale,
      sessionId: flat.appSessionId,
      theme: flat.theme,
      host: { name: flat.hostName, clientType: flat.hostClientType, sessionId: flat.sessionId, ringId: flat.ringId },
    },
    page: { id: flat.entityId, subPageId: flat.subEntityId, frameContext: flat.frameContext, isFullScreen: flat.isFullScreen },
    user: {
      id: flat.userObjectId,
      loginHint: flat.loginHint,
      userPrincipalName: flat.userPrincipalName,
      tenant: { id: flat.tid },
    },
    channel: { id: flat.channelId, displayName: flat.channelName, membershipType: flat.channelType },
    team: { internalId: flat.teamId, displayName: flat.teamName, groupId: flat.groupId, userRole: flat.userTeamRole },
    dialogParameters: {},
  };
}

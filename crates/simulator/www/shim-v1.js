// The names of TeamsJS 1.x, as far as the page uses them. Callbacks, and calls
// before the host's answer are simply sent.

/** The functions that live directly on `microsoftTeams`, and `settings`. */
export function v1(client) {
  return {
    initialize(callback) {
      client.ask("initialize", client.version).then(() => callback?.());
    },
    getContext(callback) {
      client.ask("getContext").then(([context]) => callback(context));
    },
    registerOnThemeChangeHandler(handler) {
      client.on("themeChange", "themeChange", handler);
    },
    settings: settings(client),
    appInitialization: appInitialization(client),
  };
}

function settings(client) {
  return {
    setValidityState: (valid) => client.tell("settings.setValidityState", valid),
    setSettings(given, callback) {
      client.ask("settings.setSettings", given).then((answer) => callback?.(...answer));
    },
    getSettings(callback) {
      client.ask("settings.getSettings").then(([stored]) => callback(stored));
    },
    registerOnSaveHandler: (handler) => client.on("settings.save", "save", handler),
    registerOnRemoveHandler: (handler) => client.on("settings.remove", "remove", handler),
  };
}

function appInitialization(client) {
  const say = (name, ...args) => client.tell(`appInitialization.${name}`, ...args);
  return {
    notifyAppLoaded: () => say("appLoaded", client.version),
    notifySuccess: () => say("success", client.version),
    notifyFailure: ({ reason, message }) => say("failure", reason, message),
    notifyExpectedFailure: ({ reason, message }) => say("expectedFailure", reason, message),
  };
}

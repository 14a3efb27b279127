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
    authentication: authentication(client),
  };
}

function authentication(client) {
  const answered = ({ successCallback, failureCallback }) => ([good, said]) => (good ? successCallback(said) : failureCallback(said));
  return {
    getAuthToken: (request) => void client.ask("authentication.getAuthToken", request.resources, request.claims, request.silent).then(answered(request)),
    registerAuthenticationHandlers: () => {},
    authenticate: (request) => void client.ask("authentication.authenticate", request.url, request.width, request.height).then(answered(request)),
    ...lastPage(),
  };
}

/** What the window says to whoever opened it. */
export function lastPage() {
  const tell = (outcome, said) => {
    window.opener?.postMessage({ func: `authentication.authenticate.${outcome}`, args: [said] }, location.origin);
    window.close();
  };
  return { notifySuccess: (result) => tell("success", result), notifyFailure: (reason) => tell("failure", reason) };
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

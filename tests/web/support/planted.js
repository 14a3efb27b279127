// A stand-in for both SDK generations, as strict as the real ones: 1.x needs
// `this`, takes a remove handler only before the host has answered and never
// calls back for what it does not know; 2.x throws before the handshake, and
// still has the names of 1.x, which nobody is to use.
(function (generation) {
  const log = [], handlers = {}, host = { settings: { entityId: "0123456789abcdef", configName: "Orders", webhookUrl: "URL", extra: 7 }, refuse: null, answered: false };
  const context = { locale: "de-de", theme: "dark", frameContext: "settings", entityId: host.settings.entityId };
  const request = (kind) => ({
    result: kind === "save" ? { webhookUrl: "URL" } : undefined,
    notified: false,
    answer(text) {
      if (this.notified) throw new Error("may only notify once");
      this.notified = true;
      log.push(text);
    },
    notifySuccess() { this.answer(kind + " success"); },
    notifyFailure(reason) { this.answer(kind + " failure " + reason); },
  });
  const fire = (name) => handlers[name](name === "theme" ? "contrast" : request(name));
  const later = (callback) => setTimeout(() => { host.answered = true; callback(); });
  const register = (name) => (handler) => { log.push("register " + name); handlers[name] = handler; };
  const v1 = {
    initialize() { this.started = true; log.push("initialize " + arguments.length); },
    getContext(callback) { later(() => callback(context, true)); },
    registerOnThemeChangeHandler: register("theme"),
    settings: {
      registerOnSaveHandler: register("save"),
      registerOnRemoveHandler(handler) {
        if (host.answered) throw new Error("not allowed in the 'settings' context");
        register("remove")(handler);
      },
      setValidityState(valid) { log.push("valid " + valid); },
      getSettings(callback) { later(() => callback(host.settings, false)); },
      setSettings(settings, done) { host.staged = settings; later(() => done(!host.refuse, host.refuse)); },
    },
    appInitialization: { notifyAppLoaded() { log.push("loaded"); }, notifySuccess() { log.push("ready"); } },
  };
  const early = () => { if (!host.answered) throw { errorCode: 100 }; };
  const v2register = (name) => (handler) => { early(); register(name)(handler); };
  const deprecated = (names) => Object.fromEntries(names.map((name) => [name, () => {
    log.push("1.x " + name);
    throw new Error(name + " is a name of 1.x");
  }]));
  const v2 = {
    ...deprecated(["initialize", "getContext", "registerOnThemeChangeHandler"]),
    settings: deprecated(Object.keys(v1.settings)),
    appInitialization: deprecated(Object.keys(v1.appInitialization)),
    app: {
      initialize: () => new Promise((done) => later(done)),
      getContext: () => Promise.resolve({ app: { locale: context.locale, theme: context.theme }, page: { frameContext: context.frameContext, id: context.entityId } }),
      registerOnThemeChangeHandler: register("theme"),
      notifyAppLoaded() { log.push("loaded"); },
      notifySuccess() { log.push("ready"); return Promise.resolve({}); },
    },
    pages: {
      getConfig: () => { early(); return Promise.resolve(host.settings); },
      config: {
        setValidityState(valid) { early(); log.push("valid " + valid); },
        setConfig: (settings) => { early(); host.staged = settings; return host.refuse ? Promise.reject(new Error(host.refuse)) : Promise.resolve(); },
        registerOnSaveHandler: v2register("save"),
        registerOnRemoveHandler: v2register("remove"),
      },
    },
  };
  window.nativeInterface = {}; // stands for a parent: the test page is in no frame
  window.microsoftTeams = { v1, v2 }[generation];
  window.planted = { log, host, fire };
})

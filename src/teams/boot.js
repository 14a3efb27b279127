// The start-up lines: inlined into the page, they run before the wasm is there
// and save a round trip. They decide nothing: they register the handlers in
// the order this SDK needs, hold what the host says until the page takes over,
// and answer it when nobody is left to. No module, no promise needed to start.
(function (window) {
  var document = window.document, root = document.documentElement, sdk = window.microsoftTeams, words = window.teamsWords;
  var held = [], taken = null, located = false;

  // A channel tab's form asks for the address: nothing may jump later.
  if (/[?&]destination=workflow\b/.test(window.location.search)) root.dataset.destination = "workflow";

  function on(kind) {
    return function (value) {
      if (kind === "theme") root.dataset.theme = value;
      if (taken) taken(kind, value);
      else if (kind !== "theme") held.push([kind, value]);
    };
  }

  // What a frame refuses is not needed in it, so a throw is passed over.
  function tried(owner, name, argument) {
    try { return owner[name](argument); } catch (refused) { return undefined; }
  }

  function register(pages, app) {
    tried(pages, "registerOnSaveHandler", on("save"));
    tried(pages, "registerOnRemoveHandler", on("remove"));
    tried(app, "registerOnThemeChangeHandler", on("theme"));
  }

  // 2.x throws on everything before the handshake is done (protocol 3.5).
  function connectV2() {
    return sdk.app.initialize().then(function () {
      register(sdk.pages.config, sdk.app);
      return sdk.app.getContext();
    });
  }

  // 1.x queues what is called early, and up to 1.8.0 takes a remove handler
  // only before the host has answered. `initialize` gets no argument: the
  // first one is a callback from 1.5.0 on and a window before.
  function connectV1() {
    sdk.initialize();
    register(sdk.settings, sdk);
    return new Promise(function (known) { sdk.getContext(known); });
  }

  // A 1.x SDK outside a frame stays silent for ever (protocol 3.4).
  function alone() {
    return window.parent === window && !window.opener && !window.nativeInterface;
  }

  function connect() {
    if (sdk && sdk.app && sdk.pages && sdk.pages.config) return connectV2();
    if (sdk && sdk.settings && !alone()) return connectV1();
    return Promise.reject(new Error("there is no host"));
  }

  function answerHeld() {
    held.splice(0).forEach(function (request) {
      tried(request[1], "notifyFailure", words.say(0)); // `Text::Closing`
    });
  }

  // Whatever keeps the page itself from starting is said, not left blank.
  function stop(reason) {
    if (taken) return;
    // A download may fail before the sentences are there to be shown.
    if (document.readyState === "loading") return document.addEventListener("DOMContentLoaded", stop.bind(null, reason));
    root.dataset.phase = "outside";
    document.getElementById(reason).hidden = false;
  }

  // Where the page is, as this SDK says it.
  var context = new Promise(function (known) { known(connect()); });
  context.then(function (said) {
    var app = said.app || said;
    root.dataset.theme = app.theme || "default";
    located = true;
    words.speak(app.locale);
  }).catch(speakAsTheBrowser); // the page says what is wrong, once it is there

  // Without a host that says its locale, the browser's is the best guess.
  function speakAsTheBrowser() {
    if (!located) words.speak(window.navigator.language);
  }

  window.teamsBoot = {
    connection: function () { return context; },
    // From now on the page hears everything itself, first what was held.
    take: function (listener) {
      taken = listener;
      words.changed = function () { listener("words", null); };
      held.splice(0).forEach(function (request) { listener(request[0], request[1]); });
    },
  };
  window.addEventListener("pagehide", answerHeld);
  // Nobody waits longer than this for an answer (design decision 1).
  window.setTimeout(function () { if (!taken) answerHeld(); }, 11000);
  // A second before the page says that the host is silent.
  window.setTimeout(speakAsTheBrowser, 9000);
  if (typeof WebAssembly !== "object") stop("no-wasm");
  else if (!sdk) stop("no-sdk");
  else {
    // Capturing: a script that cannot be loaded does not bubble. Rejections are
    // not listened to: outside a host the SDK leaves one of its own unhandled.
    window.addEventListener("error", function () { stop("no-start"); }, true);
  }
})(window);

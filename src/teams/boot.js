// The start-up lines: inlined into the page, they run before the wasm is there
// and save a round trip. They register the handlers in the order this SDK
// needs, hold what the host says until the page is ready for it, answer it
// when nobody is, and say that a first choice can be saved: that is a round
// trip earlier than the wasm could say it.
// No module, no promise needed to start.
//
// All that they share with others; "the wasm" is `js.rs` beside this file, for
// the form and for the status page. Their types are in `globals.d.ts`.
//
//   what                       who writes                      who reads
//   microsoftTeams             the SDK, or the shim            here, the wasm
//   teamsWords.say, .speak     words.js                        here; the wasm: say
//   teamsWords.changed         here, when the wasm takes over  words.js: another language is there
//   teamsBoot.connection()     here: the SDK's own context     the wasm, to be connected
//   teamsBoot.take(listener)   the wasm takes over; it hears   here: "words" from now on
//                              "remove" with its request once the host has answered, as
//                              it waits itself, and "save" once it is ready
//   teamsBoot.ready()          the wasm: the page is shown     here: tells the host, gives what was held
//   teamsBoot.valid(now)       the wasm: whether Save is on    here: tells the host what is new to it
//   teamsBoot.signIn(),        sign-in.js, only where people   the wasm
//   "signed-in", "signed-out"  sign in
//   html[data-boot]            here: scripts run               style: else #no-start is shown, late
//   html[data-theme]           here alone                      style
//   html[data-phase]           the document: "connecting";     here: an early choice counts only while
//                              here: "outside"; the wasm: all  "connecting"; style
//   html[data-destination]     the document's script, the wasm here: a channel tab has no early choice;
//                                                              the wasm
//   #types :checked, and       the person; words.js:           here: an early choice; the wasm
//   #config-name's value       its default value
//   #no-sdk, #no-wasm,         the document                    here: shows one, and hides it again when
//   #no-start                                                  the wasm comes after all
//   TEXT.…                     the build, from en.json         here: numbers of the form's sentences; the
//                                                              status page is asked for nothing
//   LIMIT.…                    the build, from limits.rs       here: milliseconds
(function (window) {
  var document = window.document, root = document.documentElement, sdk = window.microsoftTeams, words = window.teamsWords;
  // 2.x still has the names of 1.x, which nobody is to use. What 1.x calls
  // `settings` is `pages.config` there.
  var is2x = !!(sdk && sdk.app && sdk.pages && sdk.pages.config);
  var settings = is2x ? sdk.pages.config : sdk && sdk.settings;
  var held = [], taken = null, takes = {}, ready = false, valid = false, located = false, stopped = null;

  root.dataset.boot = ""; // scripts run here

  function on(kind) {
    return function (request) {
      if (waits([kind, request])) hold([kind, request]);
    };
  }

  // Gives the page what it takes by now.
  function waits(request) {
    return !takes[request[0]] || void taken(request[0], request[1]);
  }

  // What is held comes after the page itself has heard what it waits for.
  function give(kind) {
    takes[kind] = true;
    window.setTimeout(function () { held = held.filter(waits); });
  }

  // The theme is painted here and nowhere else, from the first to the last.
  function paint(theme) {
    root.dataset.theme = theme || "default";
  }

  // Where the page is, or that the host's language is another one now.
  function locate(said) {
    located = true;
    words.speak((said.app || said).locale);
  }

  // With the page's own limits after it, the host has its answer within `PROMISE`.
  function hold(request) {
    held.push(request);
    window.setTimeout(answer, LIMIT.HELD, request, TEXT.NotNow);
  }

  function answer(request, sentence) {
    var place = held.indexOf(request);
    if (place < 0) return;
    held.splice(place, 1);
    tried(request[1], "notifyFailure", words.say(sentence));
  }

  // What a frame refuses is not needed in it, so a throw is passed over.
  function tried(owner, name, argument) {
    try { return owner[name](argument); } catch (refused) { return undefined; }
  }

  function register(app) {
    tried(settings, "registerOnSaveHandler", on("save"));
    tried(settings, "registerOnRemoveHandler", on("remove"));
    tried(app, "registerOnThemeChangeHandler", paint);
    tried(app, "registerOnContextChangeHandler", locate); // 2.x, the newest
  }

  // 2.x throws on everything before the handshake is done.
  function connect2x() {
    return sdk.app.initialize().then(function () {
      register(sdk.app);
      return sdk.app.getContext();
    });
  }

  // 1.x queues what is called early, and up to 1.8.0 takes a remove handler
  // only before the host has answered. `initialize` gets no argument: the
  // first one is a callback from 1.5.0 on and a window before.
  function connect1x() {
    sdk.initialize();
    register(sdk);
    return new Promise(function (known) { sdk.getContext(known); });
  }

  // A 1.x SDK outside a frame stays silent for ever.
  function alone() {
    return window.parent === window && !window.opener && !window.nativeInterface;
  }

  function connect() {
    if (is2x) return connect2x();
    if (settings && !alone()) return connect1x();
    return Promise.reject(new Error("there is no host"));
  }

  // What the host was told last is not said again.
  function tell(now) {
    if (now !== valid) settings.setValidityState(now);
    valid = now;
  }

  // Until the page is ready: where nothing is configured, a choice alone can be
  // saved, as long as the name is the one that was there.
  function tellChoice() {
    var name = /** @type {HTMLInputElement} */ (document.getElementById("config-name"));
    if (ready) return;
    try { tell(root.dataset.phase === "connecting" && !!document.querySelector("#types :checked") && name.value === name.defaultValue); } catch (refused) {} // no form frame
  }

  function offerChoice(stored) {
    if (ready || !stored || stored.entityId || root.dataset.destination) return;
    document.addEventListener("input", tellChoice);
    tellChoice();
  }

  function readSettings() {
    if (is2x) sdk.pages.getConfig().then(offerChoice).catch(function () {}); // the page says so
    else sdk.settings.getSettings(offerChoice);
  }

  // Whatever keeps the page itself from starting is said, not left blank.
  function stop(reason) {
    if (taken) return;
    // A download may fail before the sentences are there to be shown.
    if (document.readyState === "loading") return document.addEventListener("DOMContentLoaded", stop.bind(null, reason));
    root.dataset.phase = "outside";
    stopped = document.getElementById(reason);
    stopped.hidden = false;
    tellChoice();
  }

  // Where the page is, as this SDK says it.
  var context = new Promise(function (known) { known(connect()); });
  context.then(function (said) {
    paint((said.app || said).theme);
    locate(said);
    readSettings();
  }).catch(speakAsTheBrowser); // the page says what is wrong, once it is there

  // Without a host that says its locale, the browser's is the best guess.
  function speakAsTheBrowser() {
    if (!located) words.speak(window.navigator.language);
  }

  window.teamsBoot = {
    connection: function () { return context; },
    // From now on the page hears what changes. A removal does not wait for what is shown:
    // Teams asks it early.
    take: function (listener) {
      taken = listener;
      context.then(function () { give("remove"); }).catch(function () {});
      if (stopped) stopped.hidden = true; // late is not never
      words.changed = function () { listener("words", null); };
    },
    // The page shows what it was opened for, and hears what was held.
    ready: function () {
      var lifecycle = is2x ? sdk.app : sdk.appInitialization; // none before 1.5.2
      ready = true;
      give("save");
      if (lifecycle) {
        lifecycle.notifyAppLoaded();
        lifecycle.notifySuccess();
      }
    },
    valid: tell,
  };
  window.addEventListener("pagehide", function () {
    held.slice().forEach(function (request) { answer(request, TEXT.Closing); });
  });
  window.setTimeout(speakAsTheBrowser, LIMIT.LOCALE);
  if (typeof WebAssembly !== "object") stop("no-wasm");
  else if (!sdk) stop("no-sdk");
  else {
    // Capturing: a script that cannot be loaded does not bubble. Rejections are
    // not listened to: outside a host the SDK leaves one of its own unhandled.
    window.addEventListener("error", function () { stop("no-start"); }, true);
    window.setTimeout(stop, LIMIT.PROGRAM, "no-start"); // a download may also hang
  }
})(window);

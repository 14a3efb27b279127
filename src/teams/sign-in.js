// The sign-in lines: after the start-up lines in the documents of a server at which
// people sign in (`sign-in` in the file's name), and in no other. They fetch the
// person's token from the host as soon as there is one, send it with every call to our
// own `/api/`, and renew it; where the host gives none, they open a window to sign in.
// The token stays in this function: not in a storage, an address, a log or the DOM.
//
//   what                       who writes                      who reads
//   window.fetch               here: calls to `/api/` go out   the wasm's calls
//                              with the token, and answer 401
//                              where there is none
//   teamsBoot.take(listener)   here, around boot.js: the wasm  the wasm
//                              hears "signed-in", and
//                              "signed-out" with a word: "" or
//                              what became of the window
//   teamsBoot.signIn()         the wasm: the button            here: opens the window
//   #who, #maker               here: the names of who is       the person
//                              signed in, and of who set up
//                              what is shown
(function (window) {
  var document = window.document, boot = window.teamsBoot, sdk = window.microsoftTeams, plain = window.fetch;
  var auth = sdk && sdk.authentication, is2x = !!(sdk && sdk.app);
  var token = null, ends = 0, asking = null, tenant = "", out = null, listener = null;

  // Releases of 1.x call back, both ways or throw; those of 2.x promise.
  function asked(name, parameters) {
    return new Promise(function (done, failed) {
      if (is2x) return done(auth[name](parameters));
      parameters.successCallback = done;
      parameters.failureCallback = failed;
      auth[name](parameters);
    });
  }

  function tell(kind, word) {
    if (listener) listener(kind, word);
  }

  // A clock that is wrong only asks more often, or learns from a 401.
  function keep(given) {
    var claims = claimsOf(given);
    token = given;
    ends = claims.exp * 1000 - LIMIT.RENEW;
    show("who", claims.name || claims.preferred_username || claims.upn);
    if (out !== null) tell("signed-in", out = null);
    return given;
  }

  function claimsOf(given) {
    try {
      var part = window.atob(given.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"));
      return JSON.parse(new TextDecoder().decode(Uint8Array.from(part, function (letter) { return letter.charCodeAt(0); })));
    } catch (strange) {
      return {};
    }
  }

  function show(where, person) {
    var place = document.getElementById(where);
    if (!place || !person) return;
    place.lastElementChild.textContent = person;
    place.hidden = false;
  }

  // What is read of a record says who saved it last.
  function read(answer) {
    if (answer.ok && document.getElementById("maker")) answer.clone().json().then(function (record) { show("maker", record.configuredBy); }).catch(function () {});
    return answer;
  }

  // A host that gives none leaves the one there is: only the server says that it ended.
  // One that never answers is not waited for, and still welcome.
  function current() {
    if (token && Date.now() < ends) return Promise.resolve(token);
    asking = asking || asked("getAuthToken", { silent: true }).then(keep).catch(function () {}).then(function () { asking = null; });
    return Promise.race([asking, new Promise(function (late) { window.setTimeout(late, LIMIT.TOKEN); })]).then(function () { return token; });
  }

  function sent(request, held) {
    if (!held) return Promise.resolve(new Response("", { status: 401 }));
    var signed = request.clone();
    signed.headers.set("Authorization", "Bearer " + held);
    return plain.call(window, signed);
  }

  // One that the server refuses is renewed once.
  function renewed(request, held) {
    return function (answer) {
      if (answer.status !== 401 || !held) return answer;
      if (token === held) token = null;
      return current().then(function (fresh) {
        return fresh === held ? answer : sent(request, fresh);
      }).then(function (answer) {
        if (answer.status === 401) token = null;
        return answer;
      });
    };
  }

  // At once where there is a token: a page that goes away has no later.
  function call(request) {
    if (token && Date.now() < ends) return sent(request, token).then(renewed(request, token));
    return current().then(function (held) {
      return sent(request, held).then(renewed(request, held));
    });
  }

  window.fetch = function (what, how) {
    var request = new Request(what, how), address = new URL(request.url);
    var ours = address.origin === window.location.origin && /^\/api\//.test(address.pathname);
    return ours ? call(request).then(read) : plain.call(window, what, how);
  };

  function base64url(bytes) {
    return window.btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  // The window's last page knows a pass, and nobody but us what it opens with.
  function signIn() {
    var verifier = base64url(window.crypto.getRandomValues(new Uint8Array(32)));
    window.crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)).then(function (hash) {
      var parameters = { url: window.location.origin + "/sign-in?challenge=" + base64url(new Uint8Array(hash)) + "&tenant=" + encodeURIComponent(tenant), width: 600, height: 640 };
      if (auth.registerAuthenticationHandlers) auth.registerAuthenticationHandlers(parameters); // not in 1.2.6
      return asked("authenticate", parameters);
    }).then(function (pass) {
      var body = JSON.stringify({ pass: pass, verifier: verifier });
      return plain.call(window, "/api/v1/sign-in", { method: "POST", headers: { "Content-Type": "application/json" }, body: body });
    }).then(function (answer) {
      return answer.ok ? answer.json() : Promise.reject("down");
    }).then(function (answer) {
      out = "";
      keep(answer.token);
    }).catch(function (why) {
      tell("signed-out", out = String(why && why.message || why));
    });
  }

  boot.signIn = signIn;
  var take = boot.take;
  boot.take = function (hears) {
    listener = hears;
    take(hears);
    if (out !== null) tell("signed-out", out);
  };

  boot.connection().then(function (/** @type {any} */ said) {
    tenant = (said.user && said.user.tenant ? said.user.tenant.id : said.tid) || "";
    return current();
  }).then(function (held) {
    if (!held) tell("signed-out", out = "");
  }).catch(function () {}); // no host: the page says so
})(window);

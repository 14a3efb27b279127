// The start-up lines of a page in a browser's own window, in no host: they say what keeps
// it from starting, and stand where sign-in.js looks for `boot.js`.
(function (window) {
  var document = window.document, taken = false, stopped = null;

  document.documentElement.dataset.boot = ""; // scripts run here

  function stop(reason) {
    if (taken) return;
    if (document.readyState === "loading") return document.addEventListener("DOMContentLoaded", stop.bind(null, reason));
    stopped = document.getElementById(reason);
    stopped.hidden = false;
  }

  window.teamsBoot = {
    // Nobody says in whose Teams the page is.
    connection: function () { return Promise.resolve(/** @type {FlatContext} */ ({})); },
    take: function () {
      taken = true;
      if (stopped) stopped.hidden = true; // late is not never
    },
    ready: function () {},
    valid: function () {},
  };
  if (typeof WebAssembly !== "object") stop("no-wasm");
  else {
    window.addEventListener("error", function () { stop("no-start"); }, true);
    window.setTimeout(stop, LIMIT.PROGRAM, "no-start"); // a download may also hang
  }
})(window);

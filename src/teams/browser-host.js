// A browser's own window in a host's place: it has no token to give, and opens the window
// in which people sign in by itself. That one's last page (sign-in-end.js) tells a pass to
// every page of ours; it is good for the one that opened the window alone.
(function (window) {
  function authenticate(/** @type {SignInParameters} */ parameters) {
    return new Promise(function (done, failed) {
      var size = "popup,width=" + parameters.width + ",height=" + parameters.height;
      var opened = window.open(parameters.url, "sign-in", size);
      if (!opened) return failed("FailedToOpenWindow");
      var channel = new BroadcastChannel("sign-in");
      channel.onmessage = function (heard) {
        channel.close();
        opened.close();
        if (heard.data.pass) done(heard.data.pass);
        else failed(heard.data.fruitless);
      };
    });
  }

  window.microsoftTeams = /** @type {any} */ ({
    app: {},
    authentication: { getAuthToken: function () { return Promise.reject(new Error("there is no host")); }, authenticate: authenticate },
  });
})(window);

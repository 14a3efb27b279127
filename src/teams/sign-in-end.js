// The last page of a sign-in in a window: tells whoever opened the window what came of
// it, a pass or a word, through the host, or page to page where there is none. It knows no
// token.
(function (window) {
  var root = window.document.documentElement, sdk = window.microsoftTeams, told = root.dataset;
  var auth = sdk && sdk.authentication, is2x = !!(sdk && sdk.app);
  var wanted = window.navigator.language.toLowerCase().replace(/^zh-(hant|hk|mo).*/, "zh-tw"), tags = Object.keys(SENTENCES);
  function base(tag) { return tag.split("-")[0]; }
  var said = SENTENCES[tags.find(function (tag) { return tag.toLowerCase() === wanted; })
    || tags.find(function (tag) { return base(tag) === base(wanted); }) || "en"];

  function tell() {
    if (told.pass) auth.notifySuccess(told.pass);
    else auth.notifyFailure(told.fruitless);
  }

  // A page in a browser's own window hears it there, and closes this one.
  if (window.BroadcastChannel) new window.BroadcastChannel("sign-in").postMessage({ pass: told.pass, fruitless: told.fruitless });
  window.document.getElementById("said").textContent = said[told.pass ? "done" : "failed"];
  if (!auth) return;
  if (is2x) sdk.app.initialize().then(tell).catch(function () {}); // the sentence says what to do
  else {
    sdk.initialize();
    tell();
  }
})(window);

// Keeps what a person chose and did not save, for as long as the browser's window is there:
// after a dialog that was cancelled by mistake the next one offers it. The choice, the name and
// whether the channel is told; never a link, a code or an id.
(function (window) {
  var document = window.document, root = document.documentElement, kept = document.getElementById("kept");
  var KEPT = "#types input, #config-name, #confirm", store = null, place = "", touched = false;

  // A browser may keep a page in a frame from storing anything.
  try { store = window.sessionStorage; } catch (refused) {}

  function each(change) {
    document.querySelectorAll(KEPT).forEach(function (/** @type {HTMLInputElement} */ input, at) {
      change(input, input.type === "text" ? "value" : "checked", at);
    });
  }

  // By the channel and the first letters of the configuration's id, which open nothing.
  function placeOf(said) {
    var channel = said.channelId || said.channel && said.channel.id;
    var id = said.page ? said.page.id : said.entityId;
    return ["draft", channel, (id || "").slice(0, 8)].join(" ");
  }

  function keep() {
    var draft = [];
    each(function (input, held) { draft.push(input[held]); });
    store.setItem(place, JSON.stringify(draft));
  }

  // It is the person's choice again, and heard as anything that is typed.
  function restore() {
    var draft = JSON.parse(store.getItem(place)), form = document.getElementById("form");
    each(function (input, held, at) { input[held] = draft[at]; });
    form.querySelector("input").dispatchEvent(new window.Event("input", { bubbles: true }));
    form.querySelector("input").focus();
  }

  // What is changed now is what is kept from now on.
  document.addEventListener("input", function (event) {
    if (/** @type {Element} */ (event.target).matches(KEPT)) touched = kept.hidden = true;
  });
  document.getElementById("restore").addEventListener("click", restore);
  window.addEventListener("pagehide", function () {
    if (!store || !place) return;
    if (/^(saved|removed)$/.test(root.dataset.phase)) store.removeItem(place);
    else if (touched) keep();
  });
  window.teamsBoot.connection().then(function (/** @type {any} its two forms */ said) {
    // Nothing is filled in where something is removed.
    if ((said.page || said).frameContext === "remove") return;
    place = placeOf(said);
    kept.hidden = touched || !store || !store.getItem(place);
  }).catch(function () {}); // the page says that there is no host
})(window);

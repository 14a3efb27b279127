// The page's words. English comes with the page; another language is one file,
// fetched as soon as the locale is known, before the wasm is there. Nothing
// waits for it: until it is there, or if it never comes, the page is English.
(function (window) {
  var document = window.document, root = document.documentElement;
  var files = JSON.parse(root.dataset.texts || "{}"), wanted = "en";
  var sentences = ENGLISH; // filled in by the build, in the order of `model::Text`

  var words = window.teamsWords = {
    say: function (number, day) { return day ? sentences[number].replace("{date}", inWords(day)) : sentences[number]; },
    speak: speak,
    changed: function () {},
  };

  // The locale itself, else its language: `pt-pt` reads `pt-BR`. Who reads
  // Traditional Chinese does not read Simplified.
  function tagOf(locale) {
    var tags = Object.keys(files), lower = locale.toLowerCase().replace(/^zh(?![a-z]).*/, function (chinese) {
      return /^.{3}(hant|tw|hk|mo)/.test(chinese) ? "zh-tw" : "zh-cn";
    });
    function base(tag) { return tag.split(/[-_]/)[0]; }
    return tags.find(function (tag) { return tag.toLowerCase() === lower; })
      || tags.find(function (tag) { return base(tag) === base(lower); })
      || "en";
  }

  function speak(locale) {
    var tag = tagOf(locale || "");
    if (tag === wanted) return turn();
    wanted = tag;
    window.fetch(files[tag]).then(function (answer) {
      return answer.ok ? answer.json() : Promise.reject();
    }).then(function (file) {
      whenParsed(function () { if (tag === wanted) use(tag, file); });
    }).catch(turn); // English stays
  }

  // The way the words run; until now it was a guess by the browser's language.
  function turn() {
    root.dir = root.lang === "ar" ? "rtl" : "ltr";
  }

  // A day such as 20260522.
  function inWords(day) {
    return new Date(day / 1e4, day / 100 % 100 - 1, day % 100).toLocaleDateString(root.lang, { dateStyle: "long" });
  }

  function whenParsed(then) {
    if (document.readyState !== "loading") then();
    else document.addEventListener("readystatechange", then, { once: true });
  }

  function use(tag, file) {
    sentences = file[0];
    root.lang = tag;
    turn();
    document.querySelectorAll("[data-text]").forEach(function (/** @type {HTMLElement} */ element) {
      element["defaultValue" in element ? "defaultValue" : "textContent"] = file[1][element.dataset.text];
    });
    words.changed();
  }
})(window);

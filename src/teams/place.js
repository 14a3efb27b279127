// Says where cards go, as soon as the host has said it: the channel and its team. A host
// that names none leaves the words of the document, which name none either.
(function (window) {
  var place = window.document.getElementById("place");

  // A name runs its own way, whatever runs around it.
  function apart(name) {
    return "\u2068" + name + "\u2069";
  }

  window.teamsBoot.connection().then(function (/** @type {any} its two forms */ said) {
    var channel = said.channelName || said.channel && said.channel.displayName;
    var team = said.teamName || said.team && said.team.displayName;
    if (!channel) return;
    place.textContent = apart(channel) + (team ? " (" + apart(team) + ")" : "");
    place.removeAttribute("data-text"); // no other language has a word for it
  }).catch(function () {}); // the page says that there is no host
})(window);

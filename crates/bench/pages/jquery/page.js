// The form as Microsoft's connector sample does it: the whole SDK from a file, jQuery, and
// handlers registered as soon as the host has answered.
(function ($, sdk) {
  var id = null;

  function chosen() {
    return $("input[name=notificationType]:checked").val();
  }

  function prefill(config) {
    if (!config || !config.entityId) return;
    id = config.entityId;
    $("#name").val(config.configName);
    return $.getJSON("/api/v1/connectors/" + encodeURIComponent(id)).then(function (record) {
      $("input[value=" + record.notificationType + "]").prop("checked", true);
    });
  }

  function save(event) {
    id = id || crypto.randomUUID().replace(/-/g, "");
    var here = location.origin + "/configure", name = $("#name").val();
    var settings = { entityId: id, contentUrl: here, removeUrl: here, configName: name };
    sdk.pages.config.setConfig(settings)
      .then(function () { return sdk.pages.getConfig(); })
      .then(function (config) {
        return $.ajax("/api/v1/connectors/" + id, {
          method: "PUT",
          contentType: "application/json",
          data: JSON.stringify({
            notificationType: chosen(), configName: name, contentUrl: here, webhookUrl: config.webhookUrl,
          }),
        });
      })
      .then(event.notifySuccess, function () { event.notifyFailure("Not saved."); });
  }

  function remove(event) {
    $.ajax("/api/v1/connectors/" + id, { method: "DELETE" })
      .then(event.notifySuccess, function () { event.notifyFailure("Not removed."); });
  }

  function wear(theme) {
    $("html").attr("data-theme", theme);
  }

  sdk.app.initialize().then(function () {
    sdk.pages.config.registerOnSaveHandler(save);
    sdk.pages.config.registerOnRemoveHandler(remove);
    sdk.app.registerOnThemeChangeHandler(wear);
    $("input[name=notificationType]").on("change", function () {
      sdk.pages.config.setValidityState(true);
    });
    sdk.app.getContext().then(function (context) { wear(context.app.theme); });
    return sdk.pages.getConfig().then(prefill);
  }).then(function () {
    sdk.app.notifySuccess();
  });
})(jQuery, microsoftTeams);

// The least that does the job: no library, everything in one document.
(function (sdk) {
  const form = document.getElementById("form"), name = document.getElementById("name");
  const here = `${location.origin}/configure`;
  let id = null;

  async function call(method, body) {
    const answer = await fetch(`/api/v1/connectors/${encodeURIComponent(id)}`, {
      method, headers: { "content-type": "application/json" }, body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return method === "GET" ? answer.json() : null;
  }

  async function prefill(config) {
    if (!config?.entityId) return;
    id = config.entityId;
    name.value = config.configName;
    form.notificationType.value = (await call("GET")).notificationType;
  }

  async function save(event) {
    id ??= crypto.randomUUID().replaceAll("-", "");
    const configName = name.value, notificationType = form.notificationType.value;
    try {
      await sdk.pages.config.setConfig({ entityId: id, contentUrl: here, removeUrl: here, configName });
      const { webhookUrl } = await sdk.pages.getConfig();
      await call("PUT", { notificationType, configName, contentUrl: here, webhookUrl });
      event.notifySuccess();
    } catch {
      event.notifyFailure("Not saved.");
    }
  }

  function remove(event) {
    call("DELETE").then(() => event.notifySuccess(), () => event.notifyFailure("Not removed."));
  }

  function wear(theme) {
    document.documentElement.dataset.theme = theme;
  }

  async function start() {
    await sdk.app.initialize();
    sdk.pages.config.registerOnSaveHandler(save);
    sdk.pages.config.registerOnRemoveHandler(remove);
    sdk.app.registerOnThemeChangeHandler(wear);
    form.addEventListener("change", (event) => {
      if (event.target.name === "notificationType") sdk.pages.config.setValidityState(true);
    });
    sdk.app.getContext().then((context) => wear(context.app.theme));
    await prefill(await sdk.pages.getConfig());
    sdk.app.notifySuccess();
  }
  start();
})(window.microsoftTeams);

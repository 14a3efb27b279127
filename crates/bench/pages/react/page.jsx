// The form with React and Fluent UI v9, as Microsoft's own templates for tabs
// do it: one bundle, the SDK imported and shaken with the rest.
import {
  Field, FluentProvider, Input, Radio, RadioGroup,
  teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme,
} from "@fluentui/react-components";
import { app, pages } from "@microsoft/teams-js";
import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

const THEMES = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };
const HERE = `${location.origin}/configure`;

async function call(method, id, body) {
  const answer = await fetch(`/api/v1/connectors/${encodeURIComponent(id)}`, {
    method, headers: { "content-type": "application/json" }, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return method === "GET" ? answer.json() : null;
}

async function save(event, draft) {
  draft.id ??= crypto.randomUUID().replaceAll("-", "");
  const { id, name: configName, type: notificationType } = draft;
  try {
    await pages.config.setConfig({ entityId: id, contentUrl: HERE, removeUrl: HERE, configName });
    const { webhookUrl } = await pages.getConfig();
    await call("PUT", id, { notificationType, configName, contentUrl: HERE, webhookUrl });
    event.notifySuccess();
  } catch {
    event.notifyFailure("Not saved.");
  }
}

function remove(event, draft) {
  call("DELETE", draft.id).then(() => event.notifySuccess(), () => event.notifyFailure("Not removed."));
}

function Page() {
  const [theme, setTheme] = useState("default");
  const [type, setType] = useState("");
  const [name, setName] = useState("Task notifications");
  const [connected, setConnected] = useState(false);
  const draft = useRef({ id: null });
  Object.assign(draft.current, { type, name });

  useEffect(() => {
    (async () => {
      await app.initialize();
      pages.config.registerOnSaveHandler((event) => save(event, draft.current));
      pages.config.registerOnRemoveHandler((event) => remove(event, draft.current));
      app.registerOnThemeChangeHandler(setTheme);
      setConnected(true);
      app.getContext().then((context) => setTheme(context.app.theme));
      const config = await pages.getConfig();
      if (config?.entityId) {
        draft.current.id = config.entityId;
        setName(config.configName);
        setType((await call("GET", config.entityId)).notificationType);
      }
      app.notifySuccess();
    })();
  }, []);

  const choose = (_, { value }) => {
    setType(value);
    if (connected) pages.config.setValidityState(true);
  };
  return (
    <FluentProvider theme={THEMES[theme] ?? teamsLightTheme} style={{ padding: 20 }}>
      <Field label="Post to this channel when a task is:">
        <RadioGroup value={type} onChange={choose}>
          <Radio value="Create" label="Created" />
          <Radio value="Update" label="Updated" />
        </RadioGroup>
      </Field>
      <Field label="Name (shown in Teams and on cards)">
        <Input value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FluentProvider>
  );
}

createRoot(document.getElementById("root")).render(<Page />);

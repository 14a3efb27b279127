// Which address of an uploaded app is opened, where it is found, and what Teams does not show.

import assert from "node:assert/strict";
import { test } from "node:test";
import { onThisMachine, pageOf, surfacesOf, whyBlocked } from "./app-addresses.js";

const HERE = "http://localhost:3978";
const HOME = "https://connector.example.com";

function app(changed = {}) {
  return {
    id: "a",
    name: { short: "Tasks" },
    connectors: [{ configurationUrl: `${HOME}/configure` }],
    configurableTabs: [{ configurationUrl: `${HOME}/configure?destination=workflow` }],
    validDomains: ["connector.example.com"],
    ...changed,
  };
}

test("each surface opens the address that the manifest names for it", () => {
  assert.deepEqual(surfacesOf(app()), ["connector", "tab"]);
  assert.deepEqual(surfacesOf(app({ connectors: [] })), ["tab"]);
  assert.deepEqual(surfacesOf(app({ configurableTabs: undefined })), ["connector"]);
  assert.equal(pageOf(app(), "connector"), `${HOME}/configure`);
  assert.equal(pageOf(app(), "tab"), `${HOME}/configure?destination=workflow`);
  assert.equal(pageOf(app({ connectors: [{ connectorId: "old" }] }), "connector"), null);
});

test("the app's public server is found here, every other one where it is", () => {
  const check = (address, expected, changed = {}) => assert.equal(onThisMachine(app(changed), address, HERE), expected);
  check(`${HOME}/configure?t={team.groupId}#{theme}`, `${HERE}/configure?t={team.groupId}#{theme}`);
  check("HTTPS://Connector.Example.com:443/status", `${HERE}/status`);
  check(`${HOME}?enrol=k`, `${HERE}?enrol=k`);
  check("https://connector.example.com.evil.example/x", "https://connector.example.com.evil.example/x");
  check("https://connector.example.com@evil.example/x", "https://connector.example.com@evil.example/x");
  check(`${HERE}/status`, `${HERE}/status`);
  check("no address", "no address");
  const own = { connectors: [], configurableTabs: [{ configurationUrl: "http://localhost:5173/config" }] };
  check("http://localhost:5173/config", "http://localhost:5173/config", own);
});

test("a page outside validDomains is not shown, and the reason says what to add", () => {
  const says = (address, part, changed = {}) => assert.match(whyBlocked(app(changed), address, HERE), part);
  const shown = (address, changed = {}) => assert.equal(whyBlocked(app(changed), address, HERE), null);
  shown(`${HOME}/configure`);
  shown(`${HERE}/status`); // stands for the public one
  shown("https://CONNECTOR.example.com/x", { validDomains: ["Connector.Example.com:443"] });
  shown("https://a.example.net/x", { validDomains: ["*.example.net"] });
  says("https://a.b.example.net/x", /a\.b\.example\.net: .*lists only \*\.example\.net/, { validDomains: ["*.example.net"] });
  says("https://example.net/x", /Add example\.net to it/, { validDomains: ["*.example.net"] });
  says(`${HERE}/status`, /connector\.example\.com: validDomains of Tasks is empty/, { validDomains: undefined });
  says("https://other.example/x", /Add other\.example/);
  says("http://connector.example.com/x", /opens https only/);
  says("/configure", /no whole address/);
  says(null, /names no page/);
});

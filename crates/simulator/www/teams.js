// The pretend Teams: joins the host's state machine with the frame, the buttons
// and the memory. Decides nothing itself.

import { addressForStored, opensToRemove } from "./addresses.js";
import { iconOf } from "./apps.js";
import { AppsView } from "./apps-view.js";
import { whyMissing } from "./at-hand.js";
import { startChannel } from "./channel.js";
import { showConnectors, showOthers } from "./connectors.js";
import { applyFaultsOfAddress, endFaults, lookAtServers, rememberInAddress, showInForce, startControls } from "./controls.js";
import { byId, make } from "./dom.js";
import { Frame } from "./frame.js";
import { tellGivenUp } from "./given-up.js";
import { newHook } from "./hook.js";
import { Host } from "./host.js";
import { hostWords } from "./host-words.js";
import { connectors, installed, tasks } from "./memory.js";
import { misspelt } from "./misspelt.js";
import { fromQuery } from "./options.js";
import { Pages } from "./pages.js";
import { addressToOpen } from "./placeholders.js";
import { resetAll } from "./reset.js";
import { listed, ofOthers, removeListed } from "./server-list.js";
import { isAddress } from "./settings.js";
import { signedToken } from "./sign-in.js";
import { openSignInWindow, setSignInWindow } from "./sign-in-window.js";
import { closing, showSteps } from "./steps.js";
import { startScenarios } from "./scenarios.js";
import { Tab } from "./tab.js";
import { showTasks, startTasks } from "./tasks.js";
import { startWireLog, WireLog, WireRecord } from "./wire-log.js";

const words = new URLSearchParams(location.search);
// A page on another origin can be named; Teams' own pages never share an app's.
const CONFIGURE = isAddress(words.get("page")) ? words.get("page") : `${location.origin}/configure`;
const options = fromQuery(words);
/** The newest posts to the channel. */
let posts = [];
const record = new WireRecord();
const log = new WireLog(byId("wire-log"), record);
const pages = new Pages(CONFIGURE, location.origin, () => appsView.walk.apps);

const names = { id: "app-frame", title: "Connector configuration" };
const frame = new Frame(byId("stage"), names, {
  message: (message) => host.receive(message),
  loaded: () => host.loaded(),
  tornDown: () => host.tornDown(),
});

const host = new Host(
  {
    manifestUrl: CONFIGURE,
    mint: () => newHook(location.origin),
    token: signedToken,
    signInWindow: openSignInWindow,
    send: (message) => frame.send(message),
    changed: show,
    closeFrame: () => {
      const inside = isInDialog();
      frame.close();
      tellGivenUp(note);
      if (inside) queueMicrotask(goOn);
    },
    tearDown: () => {
      frame.tearDown();
      tellGivenUp(note);
    },
    wire: (from, message) => log.message(from, message),
    warn,
    empty: (text) => frame.explain(text, warn),
    isForeign: () => frame.isForeign,
    note,
    store: (connector) => {
      pages.claim(connector);
      connectors.store(connector);
      byId("task-why").textContent = ""; // somebody listens now
      warnIfBlocked(connector.settings);
      showMemory();
    },
    forget: (connector) => {
      connectors.forget(connector);
      showMemory();
    },
    after,
  },
  options,
);

const tab = new Tab(options, { useSdk, pages, warn, after, log: new WireLog(byId("wire-log"), record, "tab") });

function after(ms, action) {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}

/** The server puts this SDK into the page that is asked for next. */
function useSdk() {
  document.cookie = `simulator-sdk=${options.sdk}; path=/; samesite=lax`;
}

/** The page of a release that is not there never becomes ready, and cannot say why. */
async function warnIfMissing() {
  const { element } = frame;
  const why = await whyMissing(options.sdk);
  if (why !== null && frame.element === element) warn(why);
}

/** @param {InstanceSettings} settings */
function warnIfBlocked({ contentUrl }) {
  const { why } = pages.found(contentUrl);
  if (why !== null) warn(why);
}

/** Whether the page is not shown; the reason stands where it would be. */
function isBlocked(why) {
  const { app } = pages;
  byId("blocked").hidden = why === null;
  byId("blocked").textContent = why ?? "";
  byId("dialog-title").textContent = app?.name.short ?? "Task notifications";
  byId("dialog-icon").replaceChildren(app === null ? "✓" : make("img", { src: iconOf(app), alt: "" }));
  if (why !== null && frame.isOpen) host.cancel();
  return why !== null;
}

function open(connector, named, how) {
  byId("warnings").replaceChildren();
  const { address, why } = pages.found(named);
  if (isBlocked(why)) return;
  host.manifestUrl = pages.manifestUrl(options);
  misspelt(new URLSearchParams(location.search)).forEach(warn);
  useSdk();
  host.load(connector, how);
  log.begin(`${connector ? "Opening a stored connector" : "Opening a new connector"}, SDK ${options.sdk}`);
  if (frame.isOpen) tellGivenUp(note);
  frame.open(addressToOpen(address, host));
  warnIfMissing();
  show(host);
}

function openNew() {
  open(null, pages.configure(options));
}

function openStored(connector, how) {
  if (!connector) return;
  pages.follow(connector);
  open(connector, addressForStored(pages.configure(connector), connector, options), how);
}

const appsView = new AppsView({
  setUp(chosen, as) {
    pages.app = chosen;
    installed.add(chosen);
    options.profile = as;
    rememberInAddress(options);
    showInForce(options);
    openNew();
  },
  configure(chosen) {
    const stored = connectors.newestOf(chosen);
    if (stored === null) this.setUp(chosen, "connector");
    else openStored(stored);
  },
  installed: installed.all,
});

function openToRemove(connector) {
  if (!connector) return;
  pages.follow(connector);
  const opens = opensToRemove(pages.configure(connector), connector, options);
  if (opens === null || options.removal === "forced") return host.removeUnasked(connector);
  open(connector, opens.address, { frameContext: opens.frameContext, thenRemove: true });
}

// A tab is removed in a page of its own, and so is a connector where the host has one.
function remove() {
  const { connector, frameContext } = host;
  const elsewhere = connector && opensToRemove(pages.configure(connector), connector, options)?.frameContext !== frameContext;
  if (frame.isOpen && !elsewhere) host.remove();
  else openToRemove(connector ?? connectors.newest());
}

function note(text) {
  log.note(text);
}

function warn(text) {
  byId("warnings").append(make("li", {}, text));
}

/** @param {Host} host */
function show({ status, reason, canSave, canRemove, canRemoveAnyway, sdk, valid, handlers }) {
  const all = connectors.all();
  document.documentElement.dataset.theme = options.theme;
  byId("host-status").textContent = status;
  byId("host-status").dataset.status = status;
  byId("host-reason").textContent = reason;
  byId("save", HTMLButtonElement).disabled = !canSave;
  byId("cancel", HTMLButtonElement).disabled = !frame.isOpen;
  byId("remove", HTMLButtonElement).disabled = frame.isOpen ? !(canRemove || status === "loading") : all.length === 0;
  byId("remove-anyway").hidden = !canRemoveAnyway;
  // What is opened to be removed is not saved.
  byId("save").hidden = frame.isOpen && host.frameContext === "remove";
  showDialog();
  byId("configure", HTMLButtonElement).disabled = all.length === 0;
  byId("dialog").dataset.open = String(frame.isOpen);
  if (!frame.isOpen) byId("stage-says").textContent = closing(status, host.connector);
  byId("reopen").hidden = status !== "saved";
  byId("page-facts").textContent = sdk ? `SDK ${sdk} · ${valid ? "valid" : "not valid"} · handlers: ${[...handlers].join(", ") || "none"}` : "";
  byId("workflow").hidden = options.profile !== "tab";
  byId("theme", HTMLSelectElement).value = options.theme;
  byId("locale", HTMLSelectElement).value = options.locale;
  byId("fault-profile", HTMLSelectElement).value = options.profile;
}

// Only when they are others: a button that is replaced loses the focus, or half a click.
function showStored() {
  showConnectors(byId("connectors"), connectors.all(), { open: openStored, remove: openToRemove });
}

/** What other browsers left on the server. */
async function showServers() {
  const all = await listed();
  showOthers(byId("others"), ofOthers(all, connectors.all()), async (one) => {
    await removeListed(one);
    await showServers();
  });
}

/** The dialog in the client's own language, and as wide as was chosen. */
function showDialog() {
  const { lang, dir, ...words } = hostWords(options.locale);
  Object.assign(byId("dialog"), { lang, dir });
  for (const [id, word] of Object.entries(words)) byId(id).textContent = word;
  if (options.width === "full") delete byId("stage").dataset.width;
  else byId("stage").dataset.width = options.width;
}

function tellSteps() {
  showSteps(byId("steps"), { connectors: connectors.all(), tasks: tasks.all(), posts });
}

// A frame that goes takes the focus with it: so does a button that is disabled.
function isInDialog() {
  const { activeElement } = document;
  return activeElement === document.body || byId("dialog").contains(activeElement);
}

/** Where a person goes on after a page was closed. */
function goOn() {
  const reopen = byId("reopen");
  (reopen.hidden ? byId("new") : reopen).focus();
}

function showMemory() {
  showStored();
  showServers();
  tellSteps();
  tab.show(connectors.newestTab());
}

function chosen(name, value) {
  if (name === "theme") for (const one of [host, tab]) one.setTheme(value);
  else if (name === "locale") for (const one of [host, tab]) one.setLocale(value);
  else options[name] = value;
  showDialog();
  if (name === "window" || name === "tokens") setSignInWindow(options);
  rememberInAddress(options);
  if (name === "sdk" && frame.isOpen) reopen();
}

// The other SDK must start where the page starts.
function reopen() {
  if (host.connector) openStored(host.connector);
  else openNew();
}

byId("new").addEventListener("click", () => {
  pages.app = null;
  openNew();
});
byId("configure").addEventListener("click", () => openStored(connectors.newest()));
byId("save").addEventListener("click", () => host.save());
byId("reopen").addEventListener("click", () => openStored(host.connector));
byId("dialog").addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && frame.isOpen) host.cancel();
});
byId("cancel").addEventListener("click", () => host.cancel());
byId("remove").addEventListener("click", remove);
byId("remove-anyway").addEventListener("click", () => host.removeUnasked(host.connector));
byId("workflow-address").textContent = newHook(location.origin).replace("/webhookb2/", "/workflows/");
byId("tab-settings").addEventListener("click", () => openStored(connectors.newestTab()));
byId("tab-remove").addEventListener("click", () => openToRemove(connectors.newestTab()));
startControls(options, chosen);
startScenarios(byId("scenarios"));
byId("reset").addEventListener("click", async () => {
  host.cancel();
  byId("reset-result").textContent = await resetAll(options);
  endFaults();
  showTasks();
  showMemory();
  openNew();
});
startWireLog({ list: byId("wire-log"), filter: byId("wire-filter"), copy: byId("wire-copy"), save: byId("wire-save") }, record);
startTasks(tellSteps);
startChannel((arrived) => {
  posts = arrived;
  tellSteps();
});
window.addEventListener("storage", showStored); // another window's memory is the same one
showInForce(options);
await Promise.all([applyFaultsOfAddress(), setSignInWindow(options), appsView.refresh()]);
lookAtServers(options);
showMemory();
openNew();

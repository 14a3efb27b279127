// A person's way from *Apps* to a page that sets something up, as a state machine: what
// is pressed and typed goes in, what is offered comes out. Touches no document.

import { surfacesOf } from "./app-addresses.js";

/**
 * Where the person is: all apps; those with a connector; one app's card; choosing a
 * team or channel for it; the channel's connectors; the apps that can be a tab.
 * @typedef {"apps" | "connectors" | "app" | "place" | "channel" | "tabs"} View
 *
 * @typedef {import("./app-addresses.js").App} App
 * @typedef {import("./app-addresses.js").Surface} Surface
 * @typedef {{ title: string, apps: App[] }} Section
 */

/** The places of this Teams, as its search knows them. */
const PLACES = ["Simulated team", "Simulated team › General"];

export const TITLES = {
  apps: "Apps",
  connectors: "Connectors",
  app: "About the app",
  place: "Select a channel to start using the app",
  channel: "Connectors for “General”",
  tabs: "Add a tab",
};

export class AppWalk {
  /** @type {App[]} */
  apps = [];
  /** @type {Set<string>} */
  installed = new Set();
  /** @type {View} */
  view = "apps";
  /** @type {App | null} */
  app = null;
  /** @type {string | null} */
  place = null;
  query = "";
  /** @type {View[]} */
  behind = [];

  /** Begins at one of the three doors: `apps`, `channel`, `tabs`. */
  enter(view) {
    Object.assign(this, { view, app: null, place: null, query: "", behind: [] });
  }

  /** @param {View} view */
  go(view) {
    this.behind.push(this.view);
    Object.assign(this, { view, query: "", place: null });
  }

  back() {
    Object.assign(this, { view: this.behind.pop() ?? this.view, query: "", place: null });
  }

  pick(app) {
    this.app = app;
    this.go("app");
  }

  addToTeam() {
    this.go("place");
  }

  search(text) {
    this.query = text;
    this.place = null;
  }

  choose(place) {
    this.place = place;
  }

  /** Whether something can be searched where the person is. */
  get canSearch() {
    return this.view !== "app";
  }

  /** The teams and channels that the search finds; nothing is found before something is typed. */
  get places() {
    return this.query.trim() === "" ? [] : PLACES.filter((place) => finds(this.query, place));
  }

  /** What can be set up now: the app's surfaces, once a place is chosen. */
  get settingsUp() {
    return this.view === "place" && this.place !== null ? surfacesOf(this.app) : [];
  }

  /** The lists of apps where the person is. */
  get sections() {
    return this.listed().map(({ title, apps }) => ({ title, apps: apps.filter((app) => this.isFound(app)).reverse() }));
  }

  /** @returns {Section[]} */
  listed() {
    const having = (surface) => this.apps.filter((app) => surfacesOf(app).includes(surface));
    const connectors = having("connector");
    switch (this.view) {
      case "apps":
        return [{ title: "Uploaded", apps: this.apps }];
      case "connectors":
        return [{ title: "Uploaded", apps: connectors }];
      case "tabs":
        return [{ title: "Uploaded", apps: having("tab") }];
      case "channel":
        return [
          { title: "Connectors for your team", apps: connectors.filter(({ id }) => this.installed.has(id)) },
          { title: "Uploaded", apps: connectors },
        ];
      default:
        return [];
    }
  }

  /** @param {App} app */
  isFound({ name, developer }) {
    return finds(this.query, name.short) || finds(this.query, developer?.name ?? "");
  }
}

function finds(query, text) {
  return text.toLowerCase().includes(query.trim().toLowerCase());
}

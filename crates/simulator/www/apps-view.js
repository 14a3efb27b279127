// The window of the apps: shows where the walk is, and hands it what is pressed, typed
// and dropped. Decides nothing and opens no page.

import { AppWalk, TITLES } from "./app-walk.js";
import { iconOf, upload, uploadedApps } from "./apps.js";
import { byId, make } from "./dom.js";

const SET_UP = { connector: "Set up a connector", tab: "Set up a tab" };

export class AppsView {
  /**
   * `setUp(app, surface)` begins something new, `configure(app)` opens what is there or
   * begins; `installed()` tells the ids of the apps that the team has.
   */
  constructor({ setUp, configure, installed }) {
    this.outside = { setUp, configure, installed };
    this.walk = new AppWalk();
    this.window = byId("apps", HTMLDialogElement);
    this.listen();
  }

  listen() {
    byId("apps-open").addEventListener("click", () => this.open("apps"));
    byId("channel-connectors").addEventListener("click", () => this.open("channel"));
    byId("channel-add-tab").addEventListener("click", () => this.open("tabs"));
    byId("apps-close").addEventListener("click", () => this.window.close());
    byId("apps-back").addEventListener("click", () => this.after(() => this.walk.back()));
    byId("apps-search").addEventListener("input", ({ target }) => {
      this.walk.search(/** @type {HTMLInputElement} */ (target).value);
      this.show();
    });
    byId("apps-file").addEventListener("change", ({ target }) => this.take(/** @type {HTMLInputElement} */ (target).files));
    this.window.addEventListener("dragover", (event) => event.preventDefault());
    this.window.addEventListener("drop", (event) => {
      event.preventDefault();
      this.take(event.dataTransfer?.files);
    });
  }

  /** Asks the server anew; a list that is the same stays, or a button would lose half a click. */
  async refresh() {
    const apps = await uploadedApps();
    const same = JSON.stringify(apps) === JSON.stringify(this.walk.apps);
    this.walk.apps = apps;
    if (!same && this.window.open) this.show();
  }

  /** Shows what is known at once, and what else is there when the server has said it. */
  open(door) {
    this.walk.installed = this.outside.installed();
    this.after(() => this.walk.enter(door));
    if (!this.window.open) this.window.showModal();
    this.refresh();
  }

  async take(files) {
    if (!files?.[0]) return;
    byId("apps-told").textContent = "";
    const why = await upload(files[0]);
    byId("apps-file", HTMLInputElement).value = ""; // the same file can be chosen again
    await this.refresh();
    byId("apps-told").textContent = why ?? "";
  }

  /** Goes elsewhere, where nothing is typed yet. */
  after(step) {
    step();
    byId("apps-search", HTMLInputElement).value = "";
    byId("apps-told").textContent = "";
    this.show();
  }

  show() {
    const { walk } = this;
    byId("apps-title").textContent = walk.view === "app" ? walk.app.name.short : TITLES[walk.view];
    byId("apps-back").hidden = walk.behind.length === 0;
    byId("apps-search").hidden = !walk.canSearch;
    byId("apps-search", HTMLInputElement).placeholder = walk.view === "place" ? "Type a team or channel name" : "Search";
    byId("apps-nav").hidden = walk.view !== "apps";
    byId("apps-upload").hidden = walk.view !== "apps";
    byId("apps-connectors").onclick = () => this.after(() => walk.go("connectors"));
    byId("apps-body").replaceChildren(...this.body());
    byId("apps-footer").replaceChildren(...this.footer());
  }

  body() {
    if (this.walk.view === "app") return this.card(this.walk.app);
    if (this.walk.view === "place") return [this.places()];
    return this.walk.sections.flatMap(({ title, apps }) => [make("h3", {}, title), this.rows(title, apps)]);
  }

  rows(title, apps) {
    const lines = apps.map((app) => this.row(title, app));
    return make("ul", { class: "rows", "aria-label": title }, ...(lines.length > 0 ? lines : [make("li", { class: "empty" }, "No app here.")]));
  }

  row(title, app) {
    const { short } = app.name;
    const says = title === "Uploaded" ? "Add" : "Configure";
    const press = says === "Add" ? () => this.pick(app) : () => this.leave(() => this.outside.configure(app));
    return make(
      "li",
      { class: "row" },
      icon(app),
      make("div", { class: "row__text" }, make("b", {}, short), make("small", {}, app.developer?.name)),
      make("button", { type: "button", "data-app": app.id, "aria-label": `${says} ${short}`, click: press }, says),
    );
  }

  /** A tab is added where the person is; everything else begins with the app's card. */
  pick(app) {
    if (this.walk.view === "tabs") this.leave(() => this.outside.setUp(app, "tab"));
    else this.after(() => this.walk.pick(app));
  }

  card(app) {
    const menu = make("button", { type: "button", id: "apps-add-to-team", click: () => this.after(() => this.walk.addToTeam()) }, "Add to a team");
    return [
      make("div", { class: "app" }, icon(app), make("div", {}, make("b", {}, app.name.full ?? app.name.short), make("p", { class: "hint" }, `By ${app.developer?.name}`))),
      make("p", {}, app.description?.short),
      make("details", { class: "menu", open: true }, make("summary", {}, "Add"), menu),
    ];
  }

  places() {
    const choose = (place) => () => {
      this.walk.choose(place);
      this.show();
    };
    const lines = this.walk.places.map((place) =>
      make("li", {}, make("button", { type: "button", class: "place", "aria-pressed": String(this.walk.place === place), click: choose(place) }, place)),
    );
    return make("ul", { class: "places", "aria-label": "Teams and channels" }, ...lines);
  }

  footer() {
    const { app, settingsUp } = this.walk;
    return settingsUp.map((surface) =>
      make("button", { type: "button", class: "primary", "data-surface": surface, click: () => this.leave(() => this.outside.setUp(app, surface)) }, SET_UP[surface]),
    );
  }

  leave(then) {
    this.window.close();
    then();
  }
}

function icon(app) {
  return make("img", { class: "app__icon", src: iconOf(app), alt: "", width: 32, height: 32 });
}

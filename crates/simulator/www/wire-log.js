// Shows every message both ways, with its wire name; never changes one.

import { copied } from "./copied.js";
import { make } from "./dom.js";

const LINES = 500;

/** The messages of every page, the oldest first, as they can be copied and saved. */
export class WireRecord {
  constructor() {
    this.entries = [];
  }

  /** @param {{ at: number, way: string, name: string, message: object }} entry */
  add(entry) {
    this.entries.push(entry);
    if (this.entries.length > LINES) this.entries.shift();
  }

  /** One JSON text: times in milliseconds since the first message. */
  json() {
    const [first] = this.entries;
    const since = ({ at, ...entry }) => ({ ms: at - first.at, ...entry });
    return JSON.stringify(this.entries.map(since), null, 2);
  }
}

/** Whether a line with this text is wanted: every word of the filter is in it. */
export function isWanted(text, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.toLowerCase().includes(word));
}

export class WireLog {
  /** `who` is the page that is listened to; `record` keeps what is shown. */
  constructor(list, record, who = "page") {
    this.list = list;
    this.record = record;
    this.who = who;
    this.asked = new Map();
  }

  /** A page begins: request ids start anew. */
  begin(title) {
    this.asked.clear();
    this.begun = performance.now();
    this.note(title);
  }

  /** Something that is no message. */
  note(text) {
    this.add(make("li", { class: "wire wire--mark" }, text));
  }

  message(from, message) {
    if (from === "page" && typeof message.id === "number") this.asked.set(message.id, message.func);
    const answers = from === "host" && message.func === undefined;
    const name = answers ? `answer ${this.asked.get(message.id) ?? "?"}` : message.func;
    const way = from === "page" ? `${this.who} → host` : `host → ${this.who}`;
    const number = message.id === undefined ? "" : ` #${message.id}`;
    this.record.add({ at: Math.round(performance.now()), way, name, message });
    const summary = make(
      "summary",
      {},
      make("span", { class: "wire__way" }, way),
      " ",
      make("b", {}, name),
      make("span", { class: "wire__id" }, number),
      " ",
      make("code", {}, JSON.stringify(message.args ?? [])),
      make("small", { class: "wire__time" }, ` +${Math.round(performance.now() - (this.begun ?? 0))} ms`),
    );
    const whole = make("pre", {}, JSON.stringify(message, null, 2));
    this.add(make("li", { class: `wire wire--${this.who === "page" ? from : this.who}` }, make("details", {}, summary, whole)));
  }

  add(line) {
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    line.hidden = !isWanted(line.textContent, this.list.dataset.filter ?? "");
    this.list.append(line);
    while (this.list.children.length > LINES) this.list.firstElementChild.remove();
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }
}

/**
 * Brings the log's filter and its buttons to life.
 * @param {{ list: HTMLElement, filter: HTMLElement, copy: HTMLElement, save: HTMLElement }} parts
 * @param {WireRecord} record
 */
export function startWireLog({ list, filter, copy, save }, record) {
  filter.addEventListener("input", () => {
    list.dataset.filter = /** @type {HTMLInputElement} */ (filter).value;
    for (const line of list.children) {
      if (line instanceof HTMLElement) line.hidden = !isWanted(line.textContent ?? "", list.dataset.filter);
    }
  });
  copy.addEventListener("click", () => copied(copy, record.json()));
  save.addEventListener("click", () => {
    const file = new Blob([record.json()], { type: "application/json" });
    const address = URL.createObjectURL(file);
    make("a", { href: address, download: "teams-messages.json" }).click();
    URL.revokeObjectURL(address);
  });
}

// Shows every message both ways, with its wire name; never changes one.

import { make } from "./dom.js";

const LINES = 500;

export class WireLog {
  /** `who` is the page that is listened to. */
  constructor(list, who = "page") {
    this.list = list;
    this.who = who;
    this.asked = new Map();
  }

  /** A page begins: request ids start anew. */
  begin(title) {
    this.asked.clear();
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
    this.add(
      make(
        "li",
        { class: `wire wire--${this.who === "page" ? from : this.who}`, title: JSON.stringify(message, null, 1) },
        make("span", { class: "wire__way" }, way),
        " ",
        make("b", {}, name),
        make("span", { class: "wire__id" }, number),
        " ",
        make("code", {}, JSON.stringify(message.args ?? [])),
      ),
    );
  }

  add(line) {
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    this.list.append(line);
    while (this.list.children.length > LINES) this.list.firstElementChild.remove();
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }
}

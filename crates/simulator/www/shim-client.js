// The page's end of the wire for the shim: numbers requests, matches answers,
// hands out events. What both generations of the SDK have in common.

export class Client {
  /** `post(message)` carries a message to the host. */
  constructor(version, post) {
    this.version = version;
    this.post = post;
    this.next = 0;
    this.waiting = new Map();
    this.handlers = new Map();
  }

  /** Says something that wants no answer. */
  tell(func, ...args) {
    this.post({ id: this.next++, func, args });
  }

  /** Asks, and promises the answer's arguments. */
  ask(func, ...args) {
    return new Promise((answered) => {
      this.waiting.set(this.next, answered);
      this.tell(func, ...args);
    });
  }

  /** Registers the one handler of an event; a second replaces the first. */
  on(event, name, handler) {
    this.handlers.set(event, handler);
    this.tell("registerHandler", name);
  }

  /**
   * A message from the host.
   * @param {import("./conversation.js").Message} message
   */
  receive({ id, func, args = [] }) {
    if (func === undefined) {
      this.waiting.get(id)?.(args);
      this.waiting.delete(id);
    } else {
      this.hear(func, args);
    }
  }

  hear(func, args) {
    const handler = this.handlers.get(func);
    if (func === "settings.save" || func === "settings.remove") {
      // The SDK confirms by itself when nobody listens, and so do we.
      if (handler) handler(new Ticket(this, func, args[0]));
      else this.tell(`${func}.success`);
    } else {
      handler?.(...args);
    }
  }
}

/** What a save or remove handler gets; it is answered once. */
class Ticket {
  #client;
  #func;
  #notified = false;

  constructor(client, func, result) {
    this.#client = client;
    this.#func = func;
    if (func === "settings.save") this.result = result ?? {};
  }

  notifySuccess() {
    this.#answer("success");
  }

  notifyFailure(reason) {
    this.#answer("failure", reason);
  }

  #answer(outcome, ...args) {
    const name = this.#func === "settings.save" ? "SaveEvent" : "removeEvent";
    if (this.#notified) throw new Error(`The ${name} may only notify success or failure once.`);
    this.#notified = true;
    this.#client.tell(`${this.#func}.${outcome}`, ...args);
  }
}

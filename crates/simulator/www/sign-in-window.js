// The window in which people sign in, where the host opens it: plays the host for the page
// in it, and tells what it brought. Where the SDK opens the window itself, the page's own
// SDK does all of this.

/** How often a window is looked at that may have been closed. */
const LOOK = 200;

/** What the host answers to `initialize` there: in both generations. */
const INTRODUCTION = ["authentication", "web", "2.0.1"];

/**
 * Opens it; `brought` hears the answer once.
 * @param {[string, number?, number?]} asked
 * @param {(args: [boolean, string]) => void} brought
 */
export function openSignInWindow([url, width = 600, height = 400], brought, around = window) {
  const opened = around.open(url, "_blank", `popup, width=${width}, height=${height}`);
  if (!opened) return brought([false, "FailedToOpenWindow"]);
  const looking = around.setInterval(() => {
    if (opened.closed) end([false, "CancelledByUser"]);
  }, LOOK);
  around.addEventListener("message", hear);

  function hear({ source, origin, data }) {
    if (source !== opened || typeof data?.func !== "string") return;
    if (data.func === "initialize") opened.postMessage(answerTo(data), origin);
    if (data.func === "authentication.authenticate.success") end([true, data.args[0]]);
    if (data.func === "authentication.authenticate.failure") end([false, data.args[0]]);
  }

  function end(args) {
    around.clearInterval(looking);
    around.removeEventListener("message", hear);
    brought(args);
  }
}

function answerTo({ id, uuidAsString }) {
  return uuidAsString ? { id, args: INTRODUCTION, uuidAsString } : { id, args: INTRODUCTION };
}

/** How the pretend issuer behaves in that window; it is the server's to show. */
export async function setSignInWindow({ window: mood, tokens }) {
  const body = JSON.stringify({ mood: mood === "blocked" ? "asks" : mood, version: tokens === "v1" ? "1.0" : "2.0" });
  const headers = { "content-type": "application/json" };
  await fetch("/simulator/issuer/window", { method: "PUT", headers, body });
}

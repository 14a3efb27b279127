// Why a frame stays empty, from what the simulator's server saw at the page's
// address. One sentence for each cause; never the address's query, which may hold a key.

/**
 * `fetch`, as far as the simulator's own server is asked.
 * @typedef {(address: string, init?: RequestInit) => Promise<{ ok: boolean, json?: () => Promise<any> }>} Get
 */

/**
 * Asks the server, and says what it saw there; `null` when it cannot say.
 * @param {string} address
 * @param {string} parent
 * @param {Get} get
 */
export async function whyEmpty(address, parent, get = fetch) {
  try {
    const answer = await get("/simulator/look", { method: "POST", body: JSON.stringify({ address }) });
    return answer.ok ? sentence(await answer.json(), address, parent) : null;
  } catch {
    return null;
  }
}

/** What to do about it; `parent` is the origin that frames the page. */
export function sentence(seen, address, parent) {
  const { origin, hostname, protocol } = new URL(address);
  const place = inShort(address);
  switch (seen.found) {
    case "elsewhere":
      return `${place} is on another machine, and was not looked at: open it in a tab of its own to see what it answers.`;
    case "no-name":
      return `No machine is called ${hostname}: correct the name in the page's address.`;
    case "nobody":
      return `Nothing answers at ${origin}${protocol === "https:" ? " over TLS that this machine trusts" : ""}: start the page's server, or correct the port.`;
    case "silence":
      return `${origin} takes the connection and answers nothing: look into the page's server.`;
    case "circle":
      return `${place} leads from one address to the next without end.`;
    default:
      return ofAnswer(seen, parent);
  }
}

function ofAnswer({ status, kind, frameOptions, policy, address }, parent) {
  const place = inShort(address);
  if (status === 404) return `There is no page at ${place}: the server answers 404.`;
  if (status >= 400) return `The server answers ${status} at ${place}: look into its log.`;
  if (!/^(text\/html|application\/xhtml\+xml)\b/i.test(kind ?? "")) return `${place} is ${kind ?? "of no kind"}, and no page.`;
  return whyNotFramed({ frameOptions, policy, address }, parent) ?? `${place} is there and may be framed, but has not called initialize: does it load the Teams SDK, and does its Content-Security-Policy allow the script?`;
}

/** Why a browser shows this page in no frame of `parent`'s; `null` when it does. */
export function whyNotFramed({ frameOptions, policy, address }, parent) {
  const own = new URL(address).origin;
  const ancestors = ancestorLists(policy);
  const refuses = ancestors.find((list) => !list.some((source) => allows(source, own, parent)));
  if (refuses) return `The page's Content-Security-Policy says frame-ancestors ${refuses.join(" ") || "'none'"}: add ${parent} while you try it here.`;
  if (ancestors.length > 0 || !frameOptions) return null; // then X-Frame-Options counts for nothing
  const words = frameOptions.toLowerCase().split(",").map((word) => word.trim());
  const isRefused = words.includes("deny") || (words.includes("sameorigin") && own !== parent);
  return isRefused ? `The page says X-Frame-Options: ${frameOptions}, and no frame shows it: send frame-ancestors in a Content-Security-Policy instead.` : null;
}

// Several policies hold together: each one must allow it.
function ancestorLists(policy) {
  const directives = (policy ?? "").split(/[;,]/).map((part) => part.trim().split(/\s+/));
  return directives.filter(([name]) => name.toLowerCase() === "frame-ancestors").map(([, ...sources]) => sources);
}

function allows(source, own, parent) {
  const word = source.toLowerCase();
  if (word === "'self'") return own === parent;
  const { protocol, hostname, port } = new URL(parent);
  if (word === "*") return true;
  if (word === protocol) return true;
  const parts = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|(?:\*\.)?[^*:/]+)(?::(\d+|\*))?(?:\/.*)?$/.exec(word);
  if (parts === null) return false;
  const [, scheme = new URL(own).protocol, host, wanted = ""] = parts;
  const isScheme = scheme === protocol || (scheme === "http:" && protocol === "https:");
  const isHost = host === "*" || host === hostname || (host.startsWith("*.") && hostname.endsWith(host.slice(1)));
  const usual = { "http:": "80", "https:": "443" };
  const isPort = wanted === "*" || wanted === port || (usual[protocol] === wanted && port === "");
  return isScheme && isHost && isPort;
}

function inShort(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

// The addresses of an uploaded app: which one a surface opens, where it is found on
// this machine, and why Teams would not show it. Opens nothing.

/**
 * An uploaded app, in the names of its manifest.
 * @typedef {object} App
 * @property {string} id
 * @property {{ short: string, full?: string }} name
 * @property {{ short: string, full: string }} [description]
 * @property {{ name: string }} [developer]
 * @property {string} [accentColor]
 * @property {{ configurationUrl?: string }[]} [connectors]
 * @property {{ configurationUrl: string }[]} [configurableTabs]
 * @property {string[]} [validDomains]
 *
 * How Teams shows an app.
 * @typedef {"connector" | "tab"} Surface
 */

/** @type {Surface[]} */
const SURFACES = ["connector", "tab"];

/** The surfaces that an app has, in the order in which Teams offers them. */
export function surfacesOf(app) {
  return SURFACES.filter((surface) => entry(app, surface) !== undefined);
}

function entry(app, surface) {
  return (surface === "tab" ? app.configurableTabs : app.connectors)?.[0];
}

/** The address that the manifest names for a surface; `null` when it names none. */
export function pageOf(app, surface) {
  return entry(app, surface)?.configurationUrl ?? null;
}

/**
 * Where an address of the app is found: nobody is at the app's public origin yet, so
 * the simulator stands there. As text: a URL object would encode the braces of placeholders.
 */
export function onThisMachine(app, address, here) {
  const home = homeOf(app);
  if (home === null || !URL.canParse(address) || new URL(address).origin !== home) return address;
  return here + address.replace(/^[^:]*:[\\/]*[^/?#\\]*/, "");
}

/** The public origin of the app's own pages; `null` when they are on this machine anyway. */
function homeOf(app) {
  const pages = SURFACES.map((surface) => pageOf(app, surface));
  const page = pages.find((address) => address !== null && URL.canParse(address));
  if (page === undefined) return null;
  const { origin, hostname } = new URL(page);
  return isLoopback(hostname) ? null : origin;
}

function isLoopback(hostname) {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/**
 * Why Teams does not show a page of this app, in a sentence; `null` when it does. An
 * address of this machine counts as the public one that it stands for.
 */
export function whyBlocked(app, address, here) {
  const name = app.name.short;
  if (address === null) return `The manifest of ${name} names no page: from 1.3 on it needs a configurationUrl.`;
  if (!URL.canParse(address)) return `Teams cannot open what ${name} names as its page: it is no whole address.`;
  const home = homeOf(app);
  const { protocol, hostname } = new URL(new URL(address).origin === here && home !== null ? home : address);
  if (protocol !== "https:" && !isLoopback(hostname)) return `Teams opens https only, and the page of ${name} at ${hostname} is not.`;
  const domains = app.validDomains ?? [];
  if (domains.some((domain) => covers(domain, hostname))) return null;
  const listed = domains.length === 0 ? "is empty" : `lists only ${domains.join(", ")}`;
  return `Teams does not show a page of ${hostname}: validDomains of ${name} ${listed}. Add ${hostname} to it.`;
}

/** A star stands for one label; a port is not compared. */
function covers(domain, hostname) {
  const entry = domain.toLowerCase().replace(/:\d+$/, "");
  if (!entry.startsWith("*.")) return entry === hostname;
  const [label, ...rest] = hostname.split(".");
  return label !== "" && rest.join(".") === entry.slice(2);
}

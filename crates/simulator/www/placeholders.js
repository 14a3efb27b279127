// The placeholders that Teams fills in an address before it opens it, such as
// `{entityId}` or, by its newer name, `{page.id}`. Reads a context, opens nothing.

import { flatContext, nested } from "./context.js";

/** Names that Teams knows and that mean nothing in this channel. */
const EMPTY = new Set([
  "chatId", "chat.id", "meetingId", "meeting.id", "parentMessageId", "app.parentMessageId", "channelRelativeUrl", "channel.relativeUrl",
  "teamSiteUrl", "teamSiteDomain", "teamSitePath", "sharePointSite.teamSiteUrl", "sharePointSite.teamSiteDomain",
  "sharePointSite.teamSitePath", "tenantSKU", "user.tenant.teamsSku", "userLicenseType", "user.licenseType",
]);

/** The address as it is opened, and the placeholders in it that Teams does not know. */
export function filled(address, host) {
  const flat = flatContext(host);
  const known = { ...flat, ...byPath(nested(flat)) };
  const unknown = new Set();
  const text = address.replace(/\{([a-z]+(?:\.[a-z]+)*)\}/gi, (whole, name) => {
    if (Object.hasOwn(known, name)) return encodeURIComponent(known[name] ?? "");
    if (EMPTY.has(name)) return "";
    unknown.add(whole);
    return whole;
  });
  return { address: text, unknown: [...unknown] };
}

// `{app: {theme: "dark"}}` as `{"app.theme": "dark"}`.
function byPath(object, before = "") {
  const entries = Object.entries(object).flatMap(([name, value]) => {
    const path = before + name;
    return typeof value === "object" && value !== null ? Object.entries(byPath(value, `${path}.`)) : [[path, value]];
  });
  return Object.fromEntries(entries);
}

/** The address that the host opens; what stays unfilled is warned of. */
export function addressToOpen(address, host) {
  const { address: open, unknown } = filled(address, host);
  if (unknown.length > 0) host.outside.warn(`Teams knows no ${unknown.join(", no ")}: it stays in the address as it is.`);
  return open;
}

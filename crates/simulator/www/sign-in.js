// What the host says when a page asks for a token: a token, a reason, or nothing.

/** Reasons as clients give them. They differ, so a page may only tell that it failed. */
const REASONS = {
  refused: "resourceDisabled",
  consent: "consent_required",
  cancelled: "CancelledByUser",
  blocked: "AADSTS53003: Access has been blocked by Conditional Access policies.",
};

/** Longer ago than any token counts. */
const OLD = 2 * 60 * 60;

/**
 * Which token is to be signed; `null` when none is.
 * @param {import("./options.js").Options} options
 */
export function tokenWanted({ sso, person, tokens }) {
  if (sso !== "ok" && sso !== "expired") return null;
  return { person, version: tokens === "v1" ? "1.0" : "2.0", age: sso === "expired" ? OLD : 0 };
}

/**
 * The answer that needs no token; `null` for none.
 * @param {import("./options.js").Options} options
 */
export function refusal({ sso }) {
  return Object.hasOwn(REASONS, sso) ? [false, REASONS[sso]] : null;
}

/** The server signs it. */
export async function signedToken(wanted) {
  const body = JSON.stringify(wanted);
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/simulator/issuer/token", { method: "POST", headers, body });
  return (await answer.json()).token;
}

// Which releases of the SDK the server has, and what it says about one that it lacks.

/** Every SDK that can be chosen now; a fetched one is among them at once. */
export async function sdksAtHand() {
  return fetch("/simulator/sdk.json").then((answer) => answer.json()).catch(() => []);
}

/**
 * Why the page would wait for this SDK in vain, in a sentence; `null` when it is there.
 * @param {string} sdk
 * @param {import("./look.js").Get} get
 */
export async function whyMissing(sdk, get = fetch) {
  if (sdk === "shipped") return null;
  try {
    const answer = await get(`/simulator/sdk/${sdk}.js`);
    return answer.ok ? null : (await answer.json()).detail;
  } catch {
    return `The simulator does not say whether it has TeamsJS ${sdk}.`;
  }
}

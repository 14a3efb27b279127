// The uploaded apps, as the simulator's own server keeps them: asked for, and brought.

/**
 * All of them, the newest last; none when the server does not say.
 * @returns {Promise<import("./app-addresses.js").App[]>}
 */
export async function uploadedApps() {
  return fetch("/simulator/apps").then((answer) => answer.json()).catch(() => []);
}

/**
 * Brings a package; answers `null`, or why it is refused.
 * @param {Blob} file
 * @returns {Promise<string | null>}
 */
export async function upload(file) {
  try {
    const answer = await fetch("/simulator/apps", { method: "POST", body: file });
    return answer.ok ? null : ((await answer.json()).detail ?? `The simulator answers ${answer.status}.`);
  } catch {
    return "The simulator does not answer; is it still running?";
  }
}

/** Where an app's icon is. */
export function iconOf({ id }) {
  return `/simulator/apps/${encodeURIComponent(id)}/icon`;
}

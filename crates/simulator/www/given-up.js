// The page's calls to its backend that went with its frame, as the server saw them.

/** How long a browser takes to cut the connections of a frame that is gone. */
const SOON = 300;

/**
 * Names each call that was given up when the page went; to be asked once it has gone.
 * @param {(text: string) => void} note
 * @param {{ get?: import("./look.js").Get, after?: (action: () => Promise<void>, ms: number) => void }} world
 */
export function tellGivenUp(note, { get = fetch, after = setTimeout } = {}) {
  after(async () => {
    for (const call of await givenUp(get)) note(`The page went while ${call} waited for its answer.`);
  }, SOON);
}

async function givenUp(get) {
  try {
    const answer = await get("/simulator/given-up", { method: "POST" });
    return answer.ok ? await answer.json() : [];
  } catch {
    return []; // the simulator is gone too
  }
}

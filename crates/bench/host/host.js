// Opens a page in a frame, answers it as the simulator's host does, and clicks its
// radios until a click has switched Save on. Notes when what happened; all times
// are milliseconds since the frame was opened.
import { Host } from "/bench/simulator/host.js";

/** Between two clicks. */
const CLICKS = 8;
/** How long nothing may happen before a visit is over. */
const QUIET = 1500;

const longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: "longtask" });

/** One visit; answers what was seen. */
window.visit = async (address) => {
  const seen = { begun: performance.now() };
  const since = () => performance.now() - seen.begun;
  const frame = document.createElement("iframe");
  const loaded = new Promise((done) => frame.addEventListener("load", () => done((seen.loaded = since()))));
  const ready = listen(frame, seen, since);
  frame.src = address;
  document.body.append(frame);
  const stop = clickAlong(frame, seen);
  await ready;
  stop();
  await loaded;
  await new Promise((over) => setTimeout(over, QUIET));
  return report(frame, seen);
};

/** The host of the simulator; ready once Save is on. */
function listen(frame, seen, since) {
  return new Promise((ready) => {
    const host = new Host({
      manifestUrl: `${location.origin}/configure`,
      mint: () => `${location.origin}/webhookb2/bench`,
      send: (message) => frame.contentWindow.postMessage(message, location.origin),
      wire(from, { func, args = [] }) {
        if (from !== "page") return;
        if (func === "registerHandler" && args[0] === "save") seen.listens ??= since();
        if (func !== "settings.setValidityState" || args[0] !== true) return;
        seen.ready ??= since();
        ready();
      },
      warn: (text) => console.warn(text),
      note: (text) => console.debug(text),
      empty: (text) => console.warn(text),
      isForeign: () => false,
      after: (ms, action) => {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
      changed() {},
      store() {},
      forget() {},
      closeFrame() {},
      tearDown() {},
    });
    host.load();
    window.addEventListener("message", (event) => event.source === frame.contentWindow && host.receive(event.data));
  });
}

/** Clicks one radio and then the other, as soon as there are any. */
function clickAlong(frame, seen) {
  seen.clicks = 0;
  const timer = setInterval(() => {
    const radios = frame.contentDocument?.querySelectorAll("input[type=radio]") ?? [];
    if (radios.length < 2) return;
    radios[seen.clicks % 2].click();
    seen.clicks += 1;
  }, CLICKS);
  return () => clearInterval(timer);
}

function report(frame, seen) {
  const inside = frame.contentWindow.performance;
  const offset = inside.timeOrigin - performance.timeOrigin - seen.begun;
  const paint = inside.getEntriesByName("first-contentful-paint")[0];
  const loads = [...inside.getEntriesByType("navigation"), ...inside.getEntriesByType("resource")];
  return {
    paint: paint ? paint.startTime + offset : null,
    listens: seen.listens ?? null,
    ready: seen.ready,
    loaded: seen.loaded,
    clicks: seen.clicks,
    longTasks: longTasks.filter((task) => task.startTime >= seen.begun).map((task) => task.duration),
    loads: loads.map((load) => ({
      name: new URL(load.name).pathname,
      asked: load.requestStart + offset,
      answered: load.responseStart + offset,
      ended: load.responseEnd + offset,
      bytes: load.encodedBodySize,
    })),
  };
}

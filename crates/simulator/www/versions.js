// What a release of the SDK tells a host about itself, and what it cannot tell.

/** The release announced by `initialize`, as numbers; 1.2.6 announces `1.2`. */
function parts(version) {
  return String(version ?? "").split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
}

/** Whether a release is older than another. */
export function isBefore(version, other) {
  const [left, right] = [parts(version), parts(other)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** 1.2.6 and 1.3.x send no `registerHandler` at all: silence there means nothing. */
export function tellsHandlers(version) {
  return !isBefore(version, "1.4.0");
}

/** `appInitialization` came with 1.5.2; older pages cannot say that they are ready. */
export function tellsReadiness(version) {
  return !isBefore(version, "1.5.2");
}

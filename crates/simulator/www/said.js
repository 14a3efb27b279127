// What a page gave as its reason or as a name, as a person can read it.

/** Words stay as they are; of anything else its message, or all of it. */
export function said(reason, otherwise) {
  if (reason === undefined || reason === null || reason === "") return otherwise;
  if (typeof reason !== "object") return String(reason);
  return typeof reason.message === "string" && reason.message !== "" ? reason.message : JSON.stringify(reason);
}

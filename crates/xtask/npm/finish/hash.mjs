// Names and checks files by their content.
import { createHash } from "node:crypto";

/** Sixteen hexadecimal digits: the backend lets such a name be kept for ever. */
export function hashed(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/** The value of an `integrity` attribute. */
export function integrity(content) {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}

// The little Markdown of cards – bold, emphasis, links, escapes – as elements.
// Everything else, HTML above all, stays text.

import { make } from "./dom.js";

const MARKS = /\\([\\`*_{}[\]()#+\-.!~>|<&])|\*\*(.+?)\*\*|\*(?!\s)(.+?)\*|\b_(.+?)_\b|\[([^\]]+)\]\((https?:[^)\s]+)\)/g;

/** The text as a fragment; line breaks are kept by the style sheet. */
export function inline(text) {
  const fragment = document.createDocumentFragment();
  const source = String(text ?? "");
  let end = 0;
  for (const found of source.matchAll(MARKS)) {
    fragment.append(source.slice(end, found.index), marked(found));
    end = found.index + found[0].length;
  }
  fragment.append(source.slice(end));
  return fragment;
}

/** @param {RegExpExecArray} found */
function marked([, escaped, bold, starred, underlined, name, address]) {
  if (escaped !== undefined) return escaped;
  if (bold !== undefined) return make("b", {}, inline(bold));
  if (name !== undefined) return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inline(name));
  return make("em", {}, inline(starred ?? underlined));
}

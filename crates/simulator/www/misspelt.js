// What is misspelt in the simulator's own address, and the nearest word that is
// right. A word that is not known changes nothing, and looks as if it did.

import { BACKEND, CHANNEL, defaults, FAULTS, fromQuery, THEMES } from "./options.js";
import { isAddress } from "./settings.js";

/** Words that are not the host's own: the page's address, the server's faults. */
const OTHERS = ["page", "backend", "delay", "channel"];

/** A sentence for each word and value of the query that nobody understands. */
export function misspelt(query) {
  const words = [...Object.keys(defaults()), ...OTHERS];
  const names = [...new Set(query.keys())];
  return names.flatMap((name) => (words.includes(name) ? saidOfValue(name, query.get(name)) : saidOfWord(name, words)));
}

function saidOfWord(name, words) {
  return [`The simulator's address has no word ${name}, and it was ignored.${meant(name, words)}`];
}

function saidOfValue(name, value) {
  const values = valuesOf(name);
  if (isGood(name, value, values)) return [];
  return [`The simulator knows no ${name}=${value}, and ignored it.${meant(value, values)}`];
}

function isGood(name, value, values) {
  if (name === "page") return isAddress(value);
  if (values.length > 0) return values.includes(value);
  if (!Object.hasOwn(defaults(), name)) return /^\d{1,6}$/.test(value); // milliseconds
  return String(fromQuery(new URLSearchParams({ [name]: value }), { ...defaults(), [name]: null })[name]) === value.toLowerCase();
}

function valuesOf(name) {
  if (name === "theme") return Object.keys(THEMES);
  const choices = { ...FAULTS, backend: BACKEND, channel: CHANNEL };
  return Object.hasOwn(choices, name) ? Object.keys(choices[name].values) : [];
}

function meant(wrong, right) {
  if (right.length === 0) return "";
  const far = (word) => distance(wrong.toLowerCase(), word);
  const nearest = right.toSorted((one, other) => far(one) - far(other))[0];
  const others = far(nearest) > wrong.length / 2 ? ` It knows ${right.join(", ")}.` : "";
  return ` Did you mean ${nearest}?${others}`;
}

// Levenshtein's: how many letters have to be put in, left out or changed.
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [place, its] of [...other].entries()) {
      next.push(Math.min(next[place] + 1, row[place + 1] + 1, row[place] + (letter === its ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1);
}

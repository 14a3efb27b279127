// The two functions that an Adaptive Card may have in a text, as clients carry them
// out: a time in UTC becomes the reader's own. What is written otherwise stays.

const CALL = /\{\{(DATE|TIME)\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))(?:, ?(COMPACT|SHORT|LONG))?\)\}\}/g;
const STYLES = {
  COMPACT: {},
  SHORT: { weekday: "short", year: "numeric", month: "short", day: "numeric" },
  LONG: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
};

/**
 * The text with its times as a reader of a language writes them.
 * @param {string} text
 * @param {string | undefined} language
 * @param {string} [timeZone] the reader's own where none is given
 */
export function local(text, language, timeZone) {
  return text.replace(CALL, (whole, name, time, style = "COMPACT") => {
    const at = new Date(time);
    if (Number.isNaN(at.getTime())) return whole;
    if (name === "TIME") return at.toLocaleTimeString(language, { hour: "numeric", minute: "2-digit", timeZone });
    return at.toLocaleDateString(language, { ...STYLES[style], timeZone });
  });
}

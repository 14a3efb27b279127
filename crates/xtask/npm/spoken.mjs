// Puts texts into markup: an element that names one with `data-text` has nothing inside.

const NAMED = /<(\w+)([^>]*) data-text="([^"]+)"([^>]*)>/g;

/** The markup with its texts: a field's is its value, any other element's is inside of it. */
export function spoken(html, texts) {
  return html.replace(NAMED, (found, element, before, name, after) => {
    if (!texts[name]) throw new Error(`the markup names the text ${name}, which English does not have.`);
    const text = escaped(texts[name]);
    const attributes = `${before} data-text="${name}"`;
    return element === "input" ? `<input${attributes} value="${text}"${after}>` : `${found}${text}`;
  });
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

// Small helpers for building what is seen. Text goes in as text, never as markup.

/**
 * The element with an id that the page's own markup promises.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 */
export function byId(id, kind = /** @type {new () => T} */ (HTMLElement)) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`teams.html has no ${kind.name} #${id}`);
  return element;
}

/** A new element with attributes and children; strings become text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Fills a select with `{value: label}` and chooses one, also one that is not listed. A
 * select that offers these already is left as it is: it may be open.
 */
export function fillSelect(select, labels, chosen) {
  const known = { ...labels };
  if (!Object.hasOwn(known, chosen)) known[chosen] = chosen;
  const offered = Array.from(select.options, ({ value, textContent }) => [value, textContent]);
  if (JSON.stringify(offered) !== JSON.stringify(Object.entries(known))) {
    select.replaceChildren(...Object.entries(known).map(([value, label]) => make("option", { value }, label)));
  }
  select.value = chosen;
}

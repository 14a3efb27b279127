// What can be chosen about the host, and what each choice is called in the
// address. Never reads the address by itself.

/** The host behaviours: each one documented or reported for a real client. */
export const FAULTS = {
  client: {
    label: "Client",
    values: { today: "Teams of today (web)", v1: "Teams as it was (web)", mobile: "Teams on Android", desktop: "Teams of today (desktop)" },
  },
  profile: {
    label: "Opened as",
    values: { connector: "a connector", tab: "a channel tab" },
  },
  webhook: {
    label: "Webhook URL",
    values: { always: "always there", "after-set": "only after setSettings", never: "never", changed: "changes with setSettings" },
  },
  contenturl: {
    label: "contentUrl",
    values: { kept: "kept as set", replaced: "replaced by the manifest's" },
  },
  set: {
    label: "setSettings",
    values: { ok: "accepted", refused: "refused", silent: "never answered" },
  },
  get: {
    label: "getSettings",
    values: { ok: "answered", late: "answered late", silent: "never answered", null: "answered with null" },
  },
  removal: {
    label: "A failed removal",
    values: { honoured: "stops the removal", ignored: "is ignored", forced: "cannot be: the page is not asked" },
  },
  close: {
    label: "After saving or removing",
    values: { soon: "the page is closed a moment later", closes: "the page is closed at once", stays: "the page stays open" },
  },
  frame: {
    label: "Frame context",
    values: { settings: "settings", remove: "remove", content: "content" },
  },
  width: {
    label: "Frame width",
    values: { full: "as there is room", narrow: "320 px", medium: "480 px", wide: "720 px" },
  },
  init: {
    label: "initialize",
    values: { ok: "answered", silent: "never answered" },
  },
  person: {
    label: "Signed in is",
    values: {
      member: "a member of the tenant",
      colleague: "a colleague",
      guest: "a guest",
      other: "someone of another tenant",
      stranger: "someone of a tenant that may not",
      operator: "who operates the server",
      impostor: "an operator by another tenant's word",
    },
  },
  sso: {
    label: "getAuthToken",
    values: {
      ok: "answered with a token",
      expired: "answered with an old token",
      refused: "refused",
      consent: "refused: consent is missing",
      cancelled: "refused: the person cancelled",
      blocked: "refused: by the organisation",
      silent: "never answered",
    },
  },
  window: {
    label: "The sign-in's window",
    values: {
      asks: "asks who it is",
      consent: "asks whether the app may, too",
      refused: "is refused",
      error: "shows an error",
      closes: "is closed by the person",
      blocked: "is blocked by the browser",
      down: "gives codes that nobody takes",
    },
  },
  tokens: {
    label: "Tokens",
    values: { v2: "of version 2.0", v1: "of version 1.0" },
  },
  save: {
    label: "Save is pressed",
    values: { once: "once", twice: "twice" },
  },
  midsave: {
    label: "While saving",
    values: { none: "nothing happens", theme: "the theme changes", locale: "the language changes", teardown: "the frame is torn down" },
  },
};

/** The faults of the backend, for the page's calls or its own files; the server plays them. */
export const BACKEND = {
  label: "Backend",
  values: {
    ok: "works",
    down: "is down",
    slow: "is slow",
    hangs: "never answers",
    400: "answers 400",
    500: "answers 500",
    503: "answers 503",
    "dies-after-commit": "dies after storing",
    "hangs-after-commit": "stores, and never answers",
    "program-late": "sends the page's program late",
    "program-hangs": "never sends the page's program",
    "program-missing": "has lost the page's program",
    "program-broken": "sends another program",
    "sentences-hang": "never sends another language",
    "sentences-missing": "has lost the other languages",
  },
};

/** What the channel answers to posts; the server plays it, in its own words. */
export const CHANNEL = {
  label: "The channel",
  values: {
    ok: "shows every card",
    unseen: "takes cards and shows none",
    throttles: "asks for a pause",
    refuses: "refuses cards",
    gone: "is gone",
    hangs: "never answers",
    resets: "cuts the connection",
  },
};

const ALWAYS = 4_294_967_295;

/** The script for the server that plays one of these. */
export function channelScript(mode) {
  const answers = {
    unseen: { shown: false },
    throttles: { status: 429, headers: { "retry-after": "30" } },
    refuses: { status: 400 },
    gone: { status: 410 },
    hangs: { hang: true },
    resets: { reset: true },
  };
  return Object.hasOwn(answers, mode) ? [{ times: ALWAYS, ...answers[mode] }] : [];
}

export const THEMES = { default: "Default", dark: "Dark", contrast: "High contrast", glass: "Glass" };

export const LOCALES = {
  "en-us": "English",
  "de-de": "Deutsch",
  "fr-fr": "Français",
  "es-es": "Español",
  "pt-br": "Português (Brasil)",
  "ja-jp": "日本語",
  "zh-cn": "中文（简体）",
  "zh-tw": "中文（繁體）",
  "ar-sa": "العربية",
  "nl-nl": "Nederlands",
  "it-it": "Italiano",
  "pl-pl": "Polski",
  "ko-kr": "한국어",
};

/** How late a late answer is, in milliseconds, unless the address says otherwise. */
const LATE = 2000;

/**
 * All that can be chosen about the host, each under its name in the address.
 * @typedef {{ [Name in keyof typeof FAULTS]: keyof (typeof FAULTS)[Name]["values"] }} Faults
 * @typedef {Faults & { theme: string, locale: string, sdk: string, late: number }} Options
 */

/** A host that behaves: the first value of everything. */
export function defaults() {
  const options = /** @type {Options} */ ({ theme: "default", locale: "en-us", sdk: "shipped", late: LATE });
  for (const [name, { values }] of Object.entries(FAULTS)) {
    options[name] = firstOf(values);
  }
  return options;
}

// Object keys that look like numbers come first whatever was written first, so
// the default is not simply the first key of any table.
function firstOf(values) {
  return Object.keys(values).find((value) => !/^\d+$/.test(value));
}

/**
 * The options in an address's query over the given ones; unknown values are left out.
 * @param {URLSearchParams} query
 * @param {Options} base
 */
export function fromQuery(query, base = defaults()) {
  const options = { ...base };
  for (const [name, { values }] of Object.entries(FAULTS)) {
    const value = query.get(name);
    if (value !== null && Object.hasOwn(values, value)) options[name] = value;
  }
  if (Object.hasOwn(THEMES, query.get("theme") ?? "")) options.theme = query.get("theme");
  if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(query.get("locale") ?? "")) options.locale = query.get("locale").toLowerCase();
  if (/^(shipped|shim|\d{1,5}(\.\d{1,5}){2}(-beta\.\d{1,5})?)$/.test(query.get("sdk") ?? "")) options.sdk = query.get("sdk");
  if (/^\d{1,6}$/.test(query.get("late") ?? "")) options.late = Number(query.get("late"));
  return options;
}

/** The query that says what differs from a host that behaves; keeps foreign parameters. */
export function toQuery(options, query) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(defaults())) {
    if (String(options[name]) === String(value)) next.delete(name);
    else next.set(name, options[name]);
  }
  return next;
}

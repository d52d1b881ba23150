// Words on screen. A message id is the Dutch text itself; other languages have a generated catalogue.

/** @typedef {Record<string, string | number>} Params */
/** @typedef {Record<string, string | string[]>} Catalogue */

/** @type {Catalogue} */
let catalogue = {};

/**
 * Load the catalogue of a language; Dutch has none, and a missing one leaves the Dutch texts.
 * @param {string} language
 */
export async function loadCatalogue(language) {
  if (language === "nl") return;
  try {
    useCatalogue((await import(`./catalogues/${language}.js`)).default);
  } catch {
    useCatalogue({});
  }
}

/** @param {Catalogue} messages */
export function useCatalogue(messages) {
  catalogue = messages;
}

/**
 * @param {string} text
 * @param {Params} params
 */
function fill(text, params) {
  return text.replace(/%\((\w+)\)s|%%/g, (whole, name) => (name ? String(params[name] ?? "") : whole[0]));
}

/**
 * A text in the language of the page; `%(name)s` is filled in from the parameters.
 * @param {string} id the Dutch text
 * @param {Params} [params]
 * @returns {string}
 */
export function t(id, params = {}) {
  const found = catalogue[id];
  return fill(typeof found === "string" && found ? found : id, params);
}

/**
 * As `t`, with a form for one and one for more; `%(num)s` is the number.
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {Params} [params]
 * @returns {string}
 */
export function nt(one, many, count, params = {}) {
  const found = catalogue[one];
  const forms = Array.isArray(found) ? found : [one, many];
  return fill(count === 1 ? forms[0] : forms[1], { num: count, ...params });
}

/**
 * "19.42" in Dutch, "19:42" elsewhere, in the Netherlands' time.
 * @param {string} moment ISO 8601
 */
export function clock(moment) {
  const parts = new Intl.DateTimeFormat("nl-NL", {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "Europe/Amsterdam",
  }).format(new Date(moment));
  return parts.replace(":", language() === "nl" ? "." : ":");
}

/**
 * "15 april 2027"
 * @param {string} moment ISO 8601, of which the day counts
 */
export function day(moment) {
  const [year, month, date] = moment.slice(0, 10).split("-").map(Number);
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(
    language() === "nl" ? "nl-NL" : "en-GB",
    /** @type {Intl.DateTimeFormatOptions} */ (format),
  ).format(new Date(Date.UTC(year, month - 1, date)));
}

/** @returns {string} the language of the page */
export function language() {
  return globalThis.document?.documentElement.lang || "nl";
}

/**
 * The beginning of a text, ended at a word, as the templates cut it.
 * @param {string} text
 * @param {number} length
 */
export function truncate(text, length) {
  if (text.length <= length + 5) return text;
  const cut = text.slice(0, length - 3);
  const words = cut.split(" ");
  if (words.length > 1) words.pop();
  return `${words.join(" ")}...`;
}

/** @param {import("./live/store.js").Row} row its name without capitals and accents */
function plainName(row) {
  return (row.name ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * In alphabetical order, capitals and accents not first. A collator would take a quarter of what drawing a page takes.
 * @param {import("./live/store.js").Row[]} rows
 */
export function byName(rows) {
  const plain = new Map(rows.map((row) => [row, plainName(row)]));
  return rows.sort((one, other) => {
    const [mine, theirs] = [plain.get(one) ?? "", plain.get(other) ?? ""];
    return mine < theirs ? -1 : Number(mine > theirs);
  });
}

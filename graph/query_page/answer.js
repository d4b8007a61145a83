// The answer as people read it: rows with links, a yes or no, or statements.

import { prefixes, short } from "./terms.js";

const at = id => document.getElementById(id);
const STEP = 500; // rows drawn at a time: a browser draws so many at once
const LINE = 30; // characters that are not broken into lines
const LONG = 400; // characters of a cell before the rest is folded
const NUMBERS = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;

function put(tag, parent, text = "", properties = {}) {
  return parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }, properties));
}

// The query that shows what the store says of a node.
export function about(iri) {
  const name = short(iri), prefix = name.slice(0, name.indexOf(":")), node = name || `<${iri}>`;
  return `# What is said of ${node}, and what is said with it
${name ? `PREFIX ${prefix}: <${prefixes[prefix]}>\n` : ""}SELECT DISTINCT ?property ?value ?subject WHERE {
  { ${node} ?property ?value } UNION { ?subject ?property ${node} }
} ORDER BY ?subject ?property ?value LIMIT 1000
`;
}

// A name made of a hash by its beginning, which tells it from others well enough.
function brief(name) {
  return name.replace(/:([0-9a-f]{8})[0-9a-f]{8,}$/, ":$1…");
}

// A number with its thousands apart, from where they are hard to count.
function grouped(digits) {
  return /^-?\d{5,}(\.\d+)?$/.test(digits) ? digits.replace(/\B(?=(\d{3})+(?=\.|$))(?<!\.\d*)/g, ",") : digits;
}

function outside(cell, url, text) {
  return put("a", cell, text, { href: url, target: "_blank", rel: "noopener noreferrer", title: `Opens ${url}` });
}

function fill(cell, term) {
  if (!term) return;
  const { type, value, datatype = "", "xml:lang": language } = term;
  if (type === "uri") {
    const name = short(value);
    put("a", cell, brief(name) || value, { href: `#${new URLSearchParams({ query: about(value) })}`, title: `What the store says of ${value}` });
    if (!name && /^https?:/.test(value)) outside(cell, value, " ↗").setAttribute("aria-label", `Open ${value}`);
  } else if (type === "triple") {
    cell.textContent = [value.subject, value.predicate, value.object].map(part => short(part.value) || part.value).join(" ");
  } else if (datatype.endsWith("#anyURI") && /^https?:/.test(value)) {
    outside(cell, value, value);
  } else {
    if (NUMBERS.test(datatype)) cell.className = "number";
    else if (value.length > LINE) cell.className = value.length > 2 * LINE ? "long" : "";
    else cell.className = "short";
    fold(cell, type === "bnode" ? `_:${value}` : cell.className === "number" ? grouped(value) : value);
    if (language) put("span", cell, ` ${language}`, { className: "kind" });
  }
}

// A long text shows its beginning, and a button the rest.
function fold(cell, text) {
  if (text.length <= LONG) return void put("span", cell, text);
  const shown = put("span", cell, `${text.slice(0, LONG)}… `);
  const button = put("button", cell, `all ${text.length.toLocaleString("en")} characters`, { type: "button" });
  button.onclick = () => {
    shown.textContent = text;
    button.remove();
  };
}

function draw(body, names, rows, from) {
  rows.slice(from, from + STEP).forEach((row, offset) => {
    const line = put("tr", body);
    put("td", line, String(from + offset + 1));
    for (const name of names) fill(put("td", line), row[name]);
  });
  const shown = Math.min(from + STEP, rows.length), more = at("more");
  more.hidden = shown >= rows.length;
  more.textContent = `Show more (${(rows.length - shown).toLocaleString("en")} rows are not drawn yet)`;
  more.onclick = () => draw(body, names, rows, shown);
}

function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

export const say = {
  nothing() {
    at("answer").replaceChildren();
    at("more").hidden = true;
  },

  rows({ head, results, boolean }, seconds, cut) {
    if (boolean !== undefined) {
      at("status").textContent = `Answered in ${seconds} s.`;
      return void put("p", at("answer"), boolean ? "Yes" : "No", { className: "truth" });
    }
    const rows = results.bindings, names = head.vars;
    at("status").textContent = cut
      ? `The first ${count(rows.length, "row")} in ${seconds} s; there are more, which a download has.`
      : `${count(rows.length, "row")} in ${seconds} s.`;
    if (!rows.length) return void put("p", at("answer"), "Nothing in the store fits. Are all prefixes and names written as the store has them?");
    const table = put("table", at("answer"));
    const header = put("tr", put("thead", table));
    put("th", header, "", { scope: "col" }).setAttribute("aria-label", "Number");
    for (const name of names) put("th", header, name, { scope: "col", className: NUMBERS.test(rows[0][name]?.datatype) ? "number" : "" });
    draw(put("tbody", table), names, rows, 0);
  },

  graph(text, seconds, cut) {
    at("status").textContent = cut ? `The first ${count(Number(cut), "statement")} in ${seconds} s; there are more, which a download has.` : `Answered in ${seconds} s.`;
    put("pre", at("answer"), text);
  },
};

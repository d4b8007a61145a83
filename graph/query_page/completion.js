// What the editor completes: words of SPARQL, variables of the query, terms of the store by name or label, and entities by any of their names.
// What fits the place comes first: a relation stands behind a subject, an entity where a subject or an object stands.

import { syntaxTree } from "./editor.js";
import { entities, prefixes, terms, written } from "./terms.js";

const WORDS = `SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GRAPH ASK CONSTRUCT DESCRIBE FROM NAMED PREFIX ORDER BY GROUP HAVING LIMIT OFFSET
  ASC DESC AS IN NOT EXISTS COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI CONCAT STRLEN SUBSTR UCASE LCASE CONTAINS STRSTARTS
  STRENDS STRBEFORE STRAFTER REGEX REPLACE YEAR MONTH DAY NOW COALESCE IF isIRI isLITERAL isBLANK ROUND ABS UNDEF true false`.split(/\s+/);
const ORDER = { // kinds of what is offered, by place
  clause: ["keyword", "prefix", "relation", "class", "property", "entity", "status", "value"],
  subject: ["entity", "keyword", "prefix", "class", "relation", "property", "status", "value"],
  predicate: ["relation", "property", "prefix", "class", "keyword", "entity", "status", "value"],
  object: ["class", "entity", "status", "value", "prefix", "relation", "property", "keyword"],
};
const MOST = 60; // offers at once

// In a text or a comment nothing is completed.
function silent(context) {
  return /string|comment/i.test(syntaxTree(context.state).resolveInner(context.pos, -1).name);
}

// The place before an offset: outside of braces, or the part of a statement.
function place(text) {
  const plain = text.replace(/"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#.*/g, "x");
  const depth = (plain.match(/\{/g) ?? []).length - (plain.match(/\}/g) ?? []).length;
  if (depth <= 0) return "clause";
  const [, sign, said] = /([{}.;,]|^)([^{}.;,]*)$/.exec(plain);
  const parts = said.trim().split(/\s+/).filter(Boolean).length + (sign === ";" ? 1 : sign === "," ? 2 : 0);
  return ["subject", "predicate", "object"][parts] ?? "clause";
}

// Where a PREFIX line belongs: below the comments at the top.
function top(text) {
  return /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(text)[0].length;
}

// Puts a name in and, where it is missing, the line that declares its prefix.
function insertion(name) {
  return (view, _, from, to) => {
    const text = view.state.doc.toString(), put = written(name), prefix = put.startsWith("<") ? "" : put.slice(0, put.indexOf(":"));
    const changes = [{ from, to, insert: put }];
    let ahead = 0;
    if (prefix && !new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(text)) {
      const line = `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
      changes.push({ from: Math.min(top(text), from), insert: line });
      ahead = line.length;
    }
    view.dispatch({ changes, selection: { anchor: from + put.length + ahead }, userEvent: "input.complete" });
  };
}

// How well a name or label fits what was typed: 0 at its beginning, 1 at the beginning of a word in it, null not at all.
function fit(offer, typed) {
  const local = offer.name.slice(offer.name.indexOf(":") + 1).toLowerCase(), label = (offer.label ?? "").toLowerCase();
  if (local.startsWith(typed) || label.startsWith(typed)) return 0;
  return label.includes(` ${typed}`) || offer.name.toLowerCase().startsWith(typed) ? 1 : null;
}

function option(offer) {
  const named = offer.kind === "entity" ? [offer.label, `${offer.name} · ${offer.comment}`] : [offer.name, offer.label];
  return { label: named[0], detail: named[1], info: offer.kind === "entity" ? undefined : offer.comment || undefined, apply: insertion(offer.name), type: offer.kind };
}

function variables(context) {
  const word = context.matchBefore(/[?$]\w*/);
  if (!word) return null;
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  found.delete(word.text);
  return { from: word.from, options: [...found].sort().map(label => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
}

function declaration(context) {
  const found = context.matchBefore(/\bPREFIX\s+[\w-]*:?/i);
  const from = found ? found.from + /^\w+\s+/.exec(found.text)[0].length : 0;
  return found ? { from, options: Object.entries(prefixes).map(([name, iri]) => ({ label: `${name}: <${iri}>` })) } : null;
}

async function names(context) {
  const word = context.matchBefore(/[A-Za-z][\w-]*:?[\w-]*/);
  if (silent(context) || context.matchBefore(/[?$]\w*|\bPREFIX\s+[\w-]*:?/i) || (!word && !context.explicit)) return null;
  const from = word?.from ?? context.pos, text = word?.text ?? "", colon = text.indexOf(":");
  const prefix = colon < 0 ? null : text.slice(0, colon), typed = text.slice(colon + 1).toLowerCase();
  const own = prefix === null ? [...terms, ...extra()] : terms.filter(term => term.name.startsWith(`${prefix}:`));
  const order = ORDER[place(context.state.sliceDoc(0, from))];
  const met = prefix === "ent" || (prefix === null && typed.length > 1) ? await entities(typed.replaceAll("-", " ").trim()) : [];
  if (context.aborted) return null;
  const rated = [...own.map(offer => ({ offer, fit: fit(offer, typed) })), ...met.map(offer => ({ offer, fit: fit(offer, typed) ?? 1 }))];
  const fitting = rated.filter(entry => entry.fit !== null).map((entry, rank) => ({ ...entry, rank }));
  fitting.sort((one, other) => order.indexOf(one.offer.kind) - order.indexOf(other.offer.kind) || one.fit - other.fit || one.rank - other.rank);
  // Of each kind a few first, so that the best of every kind is in sight.
  const first = fitting.filter(entry => fitting.filter(other => other.offer.kind === entry.offer.kind).indexOf(entry) < 6);
  const ordered = [...first, ...fitting.filter(entry => !first.includes(entry))].slice(0, MOST);
  return { from, options: ordered.map(({ offer }) => offer.option ?? option(offer)), filter: false };
}

function extra() {
  const words = WORDS.map(word => ({ name: word, kind: "keyword", option: { label: word, type: "keyword" } }));
  const short = Object.entries(prefixes).map(([name, iri]) => ({ name: `${name}:`, label: name, kind: "prefix", option: { label: `${name}:`, detail: iri, type: "prefix" } }));
  return [...words, ...short];
}

export const sources = [variables, declaration, names];

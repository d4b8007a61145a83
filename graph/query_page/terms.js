// The terms of the store and their short names, as the endpoint tells them.

export const { prefixes, terms } = await fetch("/terms").then(response => response.ok ? response.json() : { prefixes: {}, terms: [] });

const LOCAL = /^[A-Za-z0-9_]([\w.-]*[\w-])?$/; // local names that need no escapes

// The short name of an address, "" where there is none.
export function short(iri) {
  for (const [prefix, base] of Object.entries(prefixes)) {
    if (iri.startsWith(base) && LOCAL.test(iri.slice(base.length))) return `${prefix}:${iri.slice(base.length)}`;
  }
  return "";
}

// A name as it can stand in a query: with its prefix, or as a whole address.
export function written(name) {
  const colon = name.indexOf(":");
  return LOCAL.test(name.slice(colon + 1)) ? name : `<${prefixes[name.slice(0, colon)]}${name.slice(colon + 1)}>`;
}

const known = new Map();

// Entities by the beginning of a word of a name.
export async function entities(words) {
  if (!known.has(words)) {
    const response = await fetch(`/entities?${new URLSearchParams({ q: words })}`);
    if (!response.ok) return [];
    known.set(words, await response.json());
  }
  return known.get(words);
}

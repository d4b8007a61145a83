// The page: a query, its answer, and the address under which both can be shared.

import { say } from "./answer.js";
import { makeQuery } from "./query.js";
import { offerQuestions } from "./questions.js";

const at = id => document.getElementById(id);
const SHOWN = 10000; // rows that are fetched to be looked at; a download has all
const KEPT = "landscape.query"; // where the browser keeps the text from one visit to the next
const FIRST = `# How many facts of each relation does the landscape hold?
PREFIX land: <https://w3id.org/landscape/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?relation (COUNT(?fact) AS ?facts) WHERE {
  GRAPH land:facts { ?fact a land:Fact ; rdf:predicate ?relation }
} GROUP BY ?relation ORDER BY DESC(?facts) ?relation
`;

let running = null; // what stops the request under way

function ask(text, accept, rows, signal) {
  const headers = { "Content-Type": "application/sparql-query", Accept: accept };
  return fetch(`/sparql?rows=${rows}`, { method: "POST", headers, body: text, signal });
}

function shared() {
  const given = new URLSearchParams(location.hash.slice(1)).get("query");
  return given === null ? null : given;
}

function address(text) {
  return `#${new URLSearchParams({ query: text })}`;
}

function fail(message) {
  at("status").textContent = "No answer.";
  const place = /error at (\d+):(\d+): /.exec(message);
  const words = place ? `line ${place[1]}, column ${place[2]}: ${message.slice(place.index + place[0].length)}` : message;
  at("fault-text").textContent = words[0].toUpperCase() + words.slice(1).trim();
  at("fault-go").hidden = !place;
  at("fault").hidden = false;
  if (place) query.mark(Number(place[1]), Number(place[2]), message.slice(place.index + place[0].length).trim());
  at("fault-go").onclick = () => query.go(Number(place[1]), Number(place[2]));
}

function clear() {
  at("fault").hidden = true;
  query.unmark();
  say.nothing();
  for (const id of ["downloads", "turtle"]) at(id).hidden = true;
}

async function run() {
  running?.abort();
  const stop = running = new AbortController();
  const text = query.text();
  clear();
  if (shared() !== text) history.pushState(null, "", address(text));
  remember(text);
  at("status").textContent = "Asking…";
  at("stop").hidden = false;
  const begun = performance.now();
  try {
    const response = await ask(text, "application/sparql-results+json, text/turtle;q=0.9", SHOWN, stop.signal);
    const content = await response.text();
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    if (!response.ok) return fail(content);
    const cut = response.headers.get("Landscape-Rows-Cut");
    if (response.headers.get("Content-Type").startsWith("text/turtle")) {
      say.graph(content, seconds, cut);
      at("turtle").hidden = false;
    } else {
      say.rows(JSON.parse(content), seconds, cut);
      at("downloads").hidden = false;
    }
  } catch (error) {
    if (error.name === "AbortError") at("status").textContent = "Stopped.";
    else fail(`The endpoint does not answer (${error.message}). Is \`python -m graph serve\` still running?`);
  } finally {
    if (running === stop) {
      running = null;
      at("stop").hidden = true;
    }
  }
}

async function download(accept, name) {
  at("status").textContent = "Fetching all rows…";
  try {
    const response = await ask(query.text(), accept, "all");
    if (!response.ok) return fail(await response.text());
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(await response.blob()), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
    at("status").textContent = `Saved as ${name}.`;
  } catch (error) {
    fail(`The endpoint does not answer (${error.message}). Is \`python -m graph serve\` still running?`);
  }
}

function remember(text) {
  try {
    localStorage.setItem(KEPT, text);
  } catch {
    // a browser may forbid it: then the text is not kept
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

async function copyLink() {
  const link = new URL(address(query.text()), location.href).href;
  history.replaceState(null, "", link);
  try {
    await navigator.clipboard.writeText(link);
    at("link").textContent = "Link copied";
  } catch {
    at("link").textContent = "The link is in the address bar";
  }
  setTimeout(() => { at("link").textContent = "Copy link"; }, 2500);
}

function follow() {
  const text = shared();
  if (text === null || text === query.text()) return;
  query.write(text);
  run();
}

const given = shared();
const query = makeQuery(at("query"), given ?? remembered() ?? FIRST, { run, changed: () => { at("fault").hidden = true; } });
offerQuestions(text => { query.write(text); run(); });
at("run").onclick = run;
at("stop").onclick = () => running?.abort();
at("link").onclick = copyLink;
at("csv").onclick = () => download("text/csv", "answer.csv");
at("json").onclick = () => download("application/sparql-results+json", "answer.json");
at("turtle").onclick = () => download("text/turtle", "answer.ttl");
addEventListener("popstate", follow);
addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) run();
});
if (given !== null) run();

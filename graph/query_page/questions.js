// The named questions, each with its parameters to fill.

import { entities, terms } from "./terms.js";

const at = id => document.getElementById(id);
const PLACEHOLDERS = { date: "2024, 2024-06 or 2024-06-11", number: "a number", text: "words" };

function field(parameter) {
  const label = Object.assign(document.createElement("label"), { className: "field" });
  const title = parameter.name.replaceAll("_", " ");
  label.append(title[0].toUpperCase() + title.slice(1));
  const input = Object.assign(document.createElement("input"), {
    name: parameter.name, value: parameter.default, title: parameter.comment, placeholder: PLACEHOLDERS[parameter.kind] ?? "", autocomplete: "off", spellcheck: false,
  });
  if (parameter.default) input.required = true;
  if (parameter.kind === "entity" || parameter.kind === "relation") {
    const list = Object.assign(document.createElement("datalist"), { id: `values-${parameter.name}` });
    input.setAttribute("list", list.id);
    if (parameter.kind === "relation") list.append(...terms.filter(term => term.kind === "relation").map(term => new Option(term.label, term.name.slice(5))));
    else input.oninput = async () => list.replaceChildren(...(await entities(input.value)).slice(0, 20).map(found => new Option(found.comment, found.label)));
    label.append(list);
  }
  label.append(input);
  return label;
}

// Offers the questions; `take` gets the query of the one that was asked.
export async function offerQuestions(take) {
  const response = await fetch("/questions");
  const questions = response.ok ? await response.json() : [];
  at("questions").append(...questions.map(question => new Option(question.title, question.name)));
  const chosen = () => questions.find(question => question.name === at("questions").value);

  at("questions").onchange = () => {
    const question = chosen();
    at("parameters").replaceChildren(...(question?.parameters ?? []).map(field));
    at("ask").hidden = at("worded").hidden = !question;
    if (question) at("worded").textContent = question.text.replace(/\{(\w+)\}/g, (_, name) => `‹${name.replaceAll("_", " ")}›`);
  };

  at("question").onsubmit = async event => {
    event.preventDefault();
    const question = chosen();
    if (!question) return;
    const values = new URLSearchParams(new FormData(at("question")));
    const answer = await fetch(`/questions/${question.name}?${values}`);
    const text = await answer.text();
    at("worded").classList.toggle("fault", !answer.ok);
    at("worded").textContent = answer.ok ? worded(question, values) : text;
    if (answer.ok) take(text);
  };
}

// The question with its values in the place of its parameters.
function worded(question, values) {
  return question.text.replace(/\{(\w+)\}/g, (_, name) => values.get(name) || "…");
}

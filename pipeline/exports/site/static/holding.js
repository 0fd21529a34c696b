// Filters the provisions of a holding and sets two columns side by side; the address keeps the state.
"use strict";
const form = document.getElementById("filters");
const entries = [...document.querySelectorAll(".entry")];
const OF_LAW = ["state", "language"];
const OF_ENTRY = ["relation", "means", "status"];
const loaded = new Map(); // script of a State's page -> promise of its words
let words = {}; // id of an entry -> paragraphs

function quotes(told) {
  words = { ...words, ...told };
}
function lawOf(entry) {
  return entry.closest(".group").dataset;
}
function value(entry, name) {
  return (OF_LAW.includes(name) ? lawOf(entry) : entry.dataset)[name];
}
function options(select, values) {
  for (const [value, label] of values) select.add(new Option(label, value));
}
function facet(name) {
  const seen = new Map();
  for (const entry of entries) {
    const own = value(entry, name);
    if (own) seen.set(own, name === "state" ? lawOf(entry).stateName : own);
  }
  return [...seen].sort((a, b) => a[1].localeCompare(b[1]));
}
function columns() {
  const laws = new Map();
  for (const entry of entries) laws.set(`law:${lawOf(entry).law}`, `${lawOf(entry).stateName}: ${lawOf(entry).lawName}`);
  const states = facet("state").map(([value, label]) => [`state:${value}`, label]);
  return [...states, ...[...laws].sort((a, b) => a[1].localeCompare(b[1]))];
}
function fits(entry, state) {
  const chosen = [...OF_LAW, ...OF_ENTRY].every((name) => !state.get(name) || value(entry, name) === state.get(name));
  return chosen && (!state.get("direct") || entry.classList.contains("g2"));
}
function inColumn(entry, column) {
  const [kind, wanted] = [column.slice(0, column.indexOf(":")), column.slice(column.indexOf(":") + 1)];
  return lawOf(entry)[kind] === wanted && !entry.closest(".rejected");
}
// On a page that only lists provisions, their words come from the script of the State's page.
function load(address) {
  const source = address.replace(".html", ".js");
  if (!loaded.has(source)) {
    loaded.set(source, new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = script.onerror = resolve;
      document.head.append(script);
    }));
  }
  return loaded.get(source);
}
function quotation(lines) {
  const quote = document.createElement("blockquote");
  quote.className = "law";
  for (const line of lines) {
    const paragraph = document.createElement("p");
    for (const word of line) {
      const [text, kind] = typeof word === "string" ? [word, 0] : word;
      const node = kind ? document.createElement(kind === 1 ? "mark" : "span") : paragraph;
      if (kind === 2) node.className = "ellipsis";
      plain(node, text);
      if (kind) paragraph.append(node);
    }
    quote.append(paragraph);
  }
  return quote;
}
async function withWords(entry) {
  const link = entry.querySelector("a.words");
  if (!link) return;
  const [page, id] = link.getAttribute("href").split("#");
  await load(page);
  if (words[id]) entry.append(quotation(words[id]));
}
function copied(group, own) {
  const section = group.cloneNode(false);
  const place = document.createElement("div");
  place.lang = group.dataset.language;
  for (const entry of own) {
    const copy = entry.cloneNode(true);
    copy.removeAttribute("id");
    place.append(copy);
    withWords(copy);
  }
  section.append(group.querySelector("h3").cloneNode(true), place);
  return section;
}
function beside(state) {
  const place = document.getElementById("beside");
  const pair = [state.get("left"), state.get("right")];
  const on = Boolean(pair[0] && pair[1]);
  place.hidden = !on;
  document.getElementById("states").hidden = on;
  place.replaceChildren();
  if (!on) return 0;
  let shown = 0;
  for (const column of pair) {
    const own = document.createElement("section");
    const heading = document.createElement("h2");
    heading.textContent = [...form.elements.left.options].find((o) => o.value === column)?.text ?? column;
    own.append(heading);
    const found = entries.filter((entry) => inColumn(entry, column) && fits(entry, state));
    for (const group of new Set(found.map((entry) => entry.closest(".group")))) {
      own.append(copied(group, found.filter((entry) => group.contains(entry))));
    }
    if (!found.length) own.append("Not found in this corpus, as filtered.");
    shown += found.length;
    place.append(own);
  }
  return shown;
}
function apply(state) {
  let shown = 0;
  for (const entry of entries) {
    entry.hidden = !fits(entry, state);
    if (!entry.hidden && !entry.closest(".rejected")) shown += 1;
  }
  for (const section of document.querySelectorAll("#states .group, #states > .state")) {
    section.hidden = Boolean(state.size) && !section.querySelector(".entry:not([hidden])");
  }
  const compared = beside(state);
  document.getElementById("shown").textContent =
    state.get("left") && state.get("right") ? `${compared} provisions side by side` : `${shown} provisions shown`;
}
function fromAddress() {
  const hash = decodeURIComponent(location.hash.slice(1));
  return new URLSearchParams(hash.includes("=") ? hash : "");
}
function show() {
  const state = fromAddress();
  for (const element of form.elements) {
    if (element.type === "checkbox") element.checked = state.has(element.name);
    else if (element.name) element.value = state.get(element.name) ?? "";
  }
  apply(state);
}
function changed() {
  const state = new URLSearchParams();
  for (const element of form.elements) {
    const value = element.type === "checkbox" ? (element.checked ? "1" : "") : element.value;
    if (element.name && value) state.set(element.name, value);
  }
  location.hash = state.toString();
}
if (entries.length) {
  for (const name of [...OF_LAW, ...OF_ENTRY]) options(form.elements[name], facet(name));
  for (const side of ["left", "right"]) options(form.elements[side], columns());
  form.hidden = false;
  form.addEventListener("change", changed);
  form.addEventListener("reset", () => { location.hash = ""; });
  window.addEventListener("hashchange", show);
  show();
}

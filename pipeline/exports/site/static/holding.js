// Filters the provisions of a holding and sets two columns side by side; the address keeps the state.
"use strict";
const form = document.getElementById("filters");
const entries = [...document.querySelectorAll(".entry")];
const FACETS = ["state", "relation", "means", "language", "status"];

function options(select, values) {
  for (const [value, label] of values) select.add(new Option(label, value));
}
function facet(name) {
  const seen = new Map();
  for (const entry of entries) {
    const value = entry.dataset[name];
    const label = name === "state" ? entry.dataset.stateName : value;
    if (value) seen.set(value, label);
  }
  return [...seen].sort((a, b) => a[1].localeCompare(b[1]));
}
function columns() {
  const laws = new Map();
  for (const entry of entries) laws.set(`law:${entry.dataset.law}`, `${entry.dataset.stateName}: ${entry.dataset.lawName}`);
  const states = facet("state").map(([value, label]) => [`state:${value}`, label]);
  return [...states, ...[...laws].sort((a, b) => a[1].localeCompare(b[1]))];
}
function fits(entry, state) {
  const chosen = FACETS.every((name) => !state.get(name) || entry.dataset[name] === state.get(name));
  return chosen && (!state.get("direct") || entry.classList.contains("g2"));
}
function inColumn(entry, column) {
  const [kind, value] = [column.slice(0, column.indexOf(":")), column.slice(column.indexOf(":") + 1)];
  return entry.dataset[kind] === value && !entry.closest(".rejected");
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
    for (const entry of found) own.append(entry.cloneNode(true));
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
  for (const section of document.querySelectorAll("#states > .state")) {
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
for (const name of FACETS) options(form.elements[name], facet(name));
for (const side of ["left", "right"]) options(form.elements[side], columns());
form.hidden = false;
form.addEventListener("change", changed);
form.addEventListener("reset", () => { location.hash = ""; });
window.addEventListener("hashchange", show);
show();

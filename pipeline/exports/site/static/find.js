// Searches the words of the laws that are chosen; their text is loaded only then, a script per law.
"use strict";
const LIMIT = 200;
const form = document.getElementById("find");
const results = document.getElementById("results");
const told = document.getElementById("told");
const laws = [...document.querySelectorAll("#laws [data-words]")].map((item) => item.dataset);
const loaded = new Map();

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
function found(iri, rows) {
  loaded.set(iri, rows.map(([href, num, heading, text]) => ({ href, num, heading, text, folded: fold(`${num} ${heading} ${text}`) })));
}
function load(law) {
  if (loaded.has(law.iri)) return Promise.resolve();
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = law.words;
    script.onload = script.onerror = resolve;
    document.head.append(script);
  });
}
function terms(query) {
  return [...fold(query).matchAll(/"([^"]+)"|(\S+)/g)].map((m) => m[1] ?? m[2]);
}
function score(row, wanted) {
  let sum = 0;
  for (const term of wanted) {
    const times = row.folded.split(term).length - 1;
    if (!times) return 0;
    sum += 1 + Math.log(times) + (fold(row.heading).includes(term) ? 2 : 0);
  }
  return sum / Math.log(10 + row.folded.length / 400);
}
function excerpt(text, wanted) {
  const at = Math.max(0, fold(text).indexOf(wanted[0]));
  const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 120)) + 1);
  const quote = document.createElement("blockquote");
  quote.className = "law";
  const end = text.length > start + 420 ? text.lastIndexOf(" ", start + 420) : text.length;
  const shown = text.slice(start, Math.max(end, start + 1));
  if (start) quote.append("[…] ");
  let from = 0;
  const folded = fold(shown);
  const same = folded.length === shown.length; // else offsets would not be those of the law's words
  const hits = same ? wanted.flatMap((t) => [...folded.matchAll(new RegExp(t.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g"))].map((m) => [m.index, m.index + t.length])) : [];
  for (const [first, last] of hits.sort((a, b) => a[0] - b[0])) {
    if (first < from) continue;
    plain(quote, shown.slice(from, first));
    const mark = document.createElement("mark");
    mark.textContent = shown.slice(first, last);
    quote.append(mark);
    from = last;
  }
  plain(quote, shown.slice(from));
  if (start + shown.length < text.length) quote.append(" […]");
  return quote;
}
function card(hit, wanted) {
  const article = document.createElement("article");
  article.className = "entry";
  const heading = document.createElement("h3");
  const link = document.createElement("a");
  link.href = `documents/${hit.law.page}/${hit.row.href}`;
  plain(link, `${hit.row.num} ${hit.row.heading}`.trim() || hit.row.href);
  heading.append(link);
  const facts = document.createElement("p");
  facts.className = "facts";
  plain(facts, `${hit.law.state} · ${hit.law.title} · ${hit.law.version}`);
  const quote = excerpt(hit.row.text, wanted);
  quote.lang = hit.law.lang;
  article.append(heading, facts, quote);
  return article;
}
function chosen(where) {
  if (!where) return laws;
  const [kind, value] = [where.slice(0, where.indexOf(":")), where.slice(where.indexOf(":") + 1)];
  return laws.filter((law) => (kind === "law" ? law.iri === value : law.jurisdiction === value));
}
async function search() {
  const state = new URLSearchParams(decodeURIComponent(location.hash.slice(1)));
  const [query, where] = [state.get("words") ?? "", state.get("in") ?? form.elements.in.value];
  form.elements.words.value = query;
  form.elements.in.value = where;
  results.replaceChildren();
  const wanted = terms(query);
  if (!wanted.length) { told.textContent = ""; return; }
  told.textContent = "Reading the laws chosen…";
  const own = chosen(where);
  for (const law of own) await load(law);
  const hits = own.flatMap((law) => (loaded.get(law.iri) ?? []).map((row) => ({ law, row, score: score(row, wanted) })).filter((hit) => hit.score));
  hits.sort((a, b) => b.score - a.score);
  told.textContent = `${hits.length} provisions of ${own.length} laws hold all these words` + (hits.length > LIMIT ? `; the first ${LIMIT} are shown` : "");
  results.append(...hits.slice(0, LIMIT).map((hit) => card(hit, wanted)));
}
form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const state = new URLSearchParams({ words: form.elements.words.value, in: form.elements.in.value });
  if (location.hash.slice(1) === state.toString()) search(); else location.hash = state.toString();
});
window.addEventListener("hashchange", search);
search();

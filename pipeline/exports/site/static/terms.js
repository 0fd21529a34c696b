// Shows what a defined term means beside its use: on hover, on focus, and on a first tap.
"use strict";
const definitions = JSON.parse(document.getElementById("defined").textContent);
const tip = document.createElement("div");
tip.className = "tip";
tip.id = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
let use = null;
let closing = 0;

function line(text, name, lang) {
  const paragraph = document.createElement("p");
  paragraph.className = name;
  if (lang) paragraph.lang = lang;
  plain(paragraph, text);
  tip.append(paragraph);
  return paragraph;
}
function open(link) {
  clearTimeout(closing);
  if (use === link) return;
  close();
  use = link;
  const told = definitions[link.dataset.def];
  const lang = link.closest("[lang]").lang;
  tip.replaceChildren();
  if (told.lead) line(`${told.lead} …`, "lead-in", lang);
  line(told.words, "words-of", lang);
  const from = line("Defined in ", "from", "en");
  const way = document.createElement("a");
  way.href = told.href;
  plain(way, told.label);
  from.append(way);
  link.setAttribute("aria-describedby", "tip");
  tip.hidden = false;
  const box = link.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const above = box.bottom + tip.offsetHeight + 8 > innerHeight && box.top > tip.offsetHeight + 8;
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${(above ? box.top - tip.offsetHeight - 4 : box.bottom + 4) + scrollY}px`;
}
function close() {
  if (use) use.removeAttribute("aria-describedby");
  use = null;
  tip.hidden = true;
}
function soon() {
  clearTimeout(closing);
  closing = setTimeout(close, 250); // time to move onto the words shown
}
function used(event) {
  return event.target.closest?.("a[data-def]");
}
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  if (used(event)) open(used(event));
  else if (tip.contains(event.target)) clearTimeout(closing);
  else if (use && use !== document.activeElement) soon();
});
document.addEventListener("focusin", (event) => {
  if (used(event)) open(used(event));
  else if (!tip.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
let tapped = null;
document.addEventListener("pointerdown", (event) => {
  tapped = event.pointerType === "touch" && used(event) && use !== used(event) ? used(event) : null;
});
document.addEventListener("click", (event) => {
  const link = used(event);
  if (link && link === tapped) {
    event.preventDefault(); // the first tap shows, the second follows
    open(link);
  } else if (!link && !tip.contains(event.target)) close();
});

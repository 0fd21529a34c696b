// Opens what an address points into: a closed rejection, or a provision on a later page of its law;
// and what other scripts of the site share.
"use strict";
function anchored() {
  const id = decodeURIComponent(location.hash.slice(1));
  return id.includes("=") ? "" : id;
}
function elsewhere(id) {
  const data = document.getElementById("elsewhere");
  if (!data) return "";
  const pages = Object.entries(JSON.parse(data.textContent));
  for (let unit = id; unit; unit = unit.split("__").slice(0, -1).join("__")) {
    if (document.getElementById(unit)) return "";
    const page = pages.find(([, units]) => units.includes(unit));
    if (page) return page[0];
  }
  return "";
}
function reveal() {
  const id = anchored();
  const target = id && document.getElementById(id);
  if (id && !target) {
    const page = elsewhere(id);
    if (page) location.replace(`${page}#${encodeURIComponent(id)}`);
    return;
  }
  for (let node = target; node; node = node.parentElement) {
    if (node.tagName === "DETAILS") node.open = true;
  }
  if (target) target.scrollIntoView();
}
// Characters that reorder what a reader sees are named beside the text, as on the pages of the laws.
function plain(node, text) {
  for (const piece of text.split(/([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/)) {
    if (/^[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]$/.test(piece)) {
      const mark = document.createElement("bdo");
      mark.className = "bidi";
      mark.dataset.code = `U+${piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
      mark.textContent = piece;
      node.append(mark);
    } else if (piece) node.append(piece);
  }
}
window.addEventListener("hashchange", reveal);
reveal();

// Opens what an address points into: a closed rejection, or a provision on a later page of its law.
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
window.addEventListener("hashchange", reveal);
reveal();

// A comfort only; every page works without it. Takes the reader to what is wrong, and stops a second press of save.
"use strict";

const summary = document.getElementById("summary");
if (summary) summary.focus();

// A link to a field inside a folded part opens that part.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#summary a");
  if (!link) return;
  const field = document.getElementById(link.hash.slice(1));
  for (let fold = field && field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: "center" }); }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

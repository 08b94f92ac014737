// Keeps on this device what is typed in forms marked `data-draft`, until it is saved: a phone's connection comes
// and goes. Kept for who is signed in and for the form's address, at most 7 days; gone after a save and at sign-out.
"use strict";

(() => {
  const PREFIX = "draft:";
  const LASTS = 7 * 24 * 60 * 60 * 1000;
  const PATIENCE = 30 * 1000;
  const FORM = "form[data-draft]";
  const user = document.body.dataset.user || "";

  const pathOf = (form) => new URL(form.action).pathname;
  const keyOf = (path) => `${PREFIX}${user} ${path}`;
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const forms = () => document.querySelectorAll(FORM);

  // The store. A browser may refuse it; then nothing is kept, and nothing else breaks.
  function keys() {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; }
  }
  function draftAt(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }
  function put(path, fields) {
    try { localStorage.setItem(keyOf(path), JSON.stringify({ at: Date.now(), fields })); return true; } catch { return false; }
  }
  function drop(key) {
    try { localStorage.removeItem(key); } catch { /* there is nothing then */ }
  }
  function dropOld() {
    for (const key of keys()) {
      const draft = draftAt(key);
      const age = draft ? Date.now() - draft.at : NaN;
      if (!(age >= 0 && age <= LASTS)) drop(key);
    }
  }

  // A form as [name, value, kind]: "text" was written, "box" ticked, "other" chosen or given along.
  const isBox = (one) => one.type === "checkbox" || one.type === "radio";
  function controls(form) {
    const never = ["submit", "button", "reset", "file", "password", "image", "fieldset"];
    return [...form.elements].filter((one) => one.name && one.name !== "csrf" && !never.includes(one.type));
  }
  function kindOf(one) {
    if (isBox(one)) return "box";
    return ["textarea", "text", "email", "tel"].includes(one.type) ? "text" : "other";
  }
  function stateOf(form) {
    return controls(form).filter((one) => !isBox(one) || one.checked).map((one) => [one.name, one.value, kindOf(one)]);
  }
  // Written words of a draft for which the form has no field (any more).
  function left(form, draft) {
    const names = new Set(controls(form).map((one) => one.name));
    return draft ? draft.fields.filter(([name, value, kind]) => kind === "text" && value.trim() && !names.has(name)) : [];
  }
  function remember(form) {
    if (!user) return false;
    const path = pathOf(form);
    return put(path, [...stateOf(form), ...left(form, draftAt(keyOf(path)))]);
  }
  function forget(form) {
    const path = pathOf(form), rest = left(form, draftAt(keyOf(path)));
    if (rest.length) put(path, rest); else drop(keyOf(path));
  }

  // What the page says of it.
  function say(place, what, words = []) {
    const note = place.querySelector("[data-draft-note]");
    if (!note) return;
    for (const one of note.querySelectorAll("[data-draft-says]")) one.hidden = !what.includes(one.dataset.draftSays);
    note.querySelector("[data-draft-left]").replaceChildren(...words.map((text) => {
      const line = document.createElement("p");
      line.className = "words";
      line.textContent = text;
      return line;
    }));
    note.querySelector("[data-draft-drop]").hidden = !(what.includes("back") || what.includes("left"));
    note.dataset.draftNote = what.join(" ");
    note.hidden = what.length === 0 && words.length === 0;
    if (what.includes("kept") || what.includes("open")) note.focus();
  }

  // Back into the form.
  function fill(form, fields) {
    const values = new Map(), ticked = new Set();
    for (const [name, value, kind] of fields) {
      if (kind === "box") ticked.add(`${name} ${value}`); else values.set(name, value);
    }
    let changed = false;
    for (const one of controls(form)) {
      if (isBox(one)) {
        const tick = ticked.has(`${one.name} ${one.value}`);
        if (one.checked === tick) continue;
        one.checked = tick;
      } else {
        if (!values.has(one.name) || one.value === values.get(one.name)) continue;
        one.value = values.get(one.name);
        if (one.type === "hidden") continue;
      }
      changed = true;
      unfold(one);
    }
    return changed;
  }
  function unfold(one) {
    for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  async function restore(form) {
    const draft = user && draftAt(keyOf(pathOf(form)));
    if (!draft) return;
    const whole = await withRows(form, draft.fields);
    const changed = fill(whole, draft.fields) || whole !== form, rest = left(whole, draft);
    if (changed || rest.length) {
      unfold(whole);
      say(whole, [...(changed ? ["back"] : []), ...(rest.length ? ["left"] : [])], rest.map(([, value]) => value));
    } else drop(keyOf(pathOf(whole)));
  }
  // A list that had grown: the server draws the form with as many rows, as it does for the button that adds one.
  async function withRows(form, fields) {
    const rows = (name) => Number(form.elements.namedItem(name)?.value || 0);
    const grown = fields.find(([name, value]) => name.endsWith(".rows") && rows(name) && Number(value) > rows(name));
    if (!grown) return form;
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
    body.set("csrf", form.elements.namedItem("csrf").value);
    body.set("change", `add ${grown[0].slice(0, -".rows".length)}`);
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
      const drawn = formIn(parsed(await answer.text()), pathOf(form));
      if (answer.redirected || !drawn) return form;
      form.replaceWith(drawn);
      window.htmx?.process(drawn);
      return drawn;
    } catch { return form; }
  }
  function formIn(page, path) {
    return [...page.querySelectorAll(FORM)].find((one) => new URL(one.getAttribute("action"), location.origin).pathname === path);
  }
  // Where the form is not on the page any more: what of its words is not there either is still shown.
  function restoreOver(place) {
    const key = keyOf(place.dataset.draftOver), draft = user && draftAt(key);
    if (!draft) return;
    const same = (text) => text.replace(/\s+/g, " ").trim();
    const there = same(document.querySelector("main").textContent);
    const rest = draft.fields.filter(([, value, kind]) => kind === "text" && value.trim() && !there.includes(same(value)));
    if (rest.length) say(place, ["left"], rest.map(([, value]) => value)); else drop(key);
  }

  // Sending: the page stays until the answer is there.
  async function send(form, submitter) {
    const kept = remember(form);
    const body = new URLSearchParams(new FormData(form));
    if (submitter?.name) body.append(submitter.name, submitter.value);
    let answer, html;
    try {
      answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
      html = await answer.text();
    } catch { answer = null; } finally { delete form.dataset.sent; }
    if (answer?.redirected) { goOn(form, new URL(answer.url)); return; }
    if (!answer || answer.status >= 500) { say(form, [kept ? "kept" : "open"]); return; }
    showAgain(form, parsed(html));
  }
  function goOn(form, to) {
    if (to.pathname === "/sign-in") {
      location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
    } else {
      forget(form);
      location.assign(to.href);
    }
  }
  // A refusal: the page as the server drew it, with its sentences. A page without the form only has its words shown.
  function showAgain(form, page) {
    const path = pathOf(form), again = formIn(page, path), main = page.querySelector("main");
    if (!again) { say(form, [], [main.textContent.replace(/\s+/g, " ").trim()]); return; }
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    window.htmx?.process(main);
    for (const one of forms()) if (pathOf(one) === path) remember(one); else restore(one);
    (document.getElementById("summary") || main.querySelector("[autofocus]"))?.focus();
  }

  dropOld();
  for (const form of forms()) restore(form);
  for (const place of document.querySelectorAll("[data-draft-over]")) restoreOver(place);

  document.addEventListener("input", (event) => {
    const form = event.target.closest(FORM);
    if (form) remember(form);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.target.closest?.(FORM);
    if (form) remember(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (pathOf(form) === "/sign-out") {
      for (const key of keys()) if (key.startsWith(keyOf(""))) drop(key);
    } else if (form.matches(FORM) && !event.defaultPrevented) {
      event.preventDefault();
      send(form, event.submitter);
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-draft-drop]")) return;
    const form = event.target.closest(FORM), over = event.target.closest("[data-draft-over]");
    drop(keyOf(form ? pathOf(form) : over.dataset.draftOver));
    form?.reset();
    say(form || over, []);
  });
  window.addEventListener("online", () => {
    for (const form of forms()) if (form.querySelector("[data-draft-note='kept']")) say(form, ["online"]);
  });
})();

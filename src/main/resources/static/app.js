"use strict";

/* Everything works without this file: it copies, fills in what is copied, shows times in the reader's zone, fills in
   the reader's date and zone, lets keys scroll, marks the choice that is filled in, and reloads when a scan has ended. */

/* What copies is of no use without this file, and is shown by it, in what is loaded later too. */
function showCopiers(within) {
  for (const button of within.querySelectorAll("[data-copy]")) button.hidden = false;
}
showCopiers(document);
document.addEventListener("htmx:load", (event) => showCopiers(event.target));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  copy(source).then(() => {
    const label = button.textContent;
    button.textContent = document.body.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 1500);
  });
});

/* Outside https and localhost there is no clipboard: the text is selected, ready for Ctrl+C. */
function copy(source) {
  if (navigator.clipboard) return navigator.clipboard.writeText(source.textContent);
  getSelection().selectAllChildren(source);
  return new Promise((copied) => { if (document.execCommand("copy")) copied(); });
}

/* What is being entered survives a change of the language or the theme, except passwords and files. */
const entered = "todoku.entered";
function fieldsOf(form) {
  return [...form.elements].filter((field) =>
    field.name && field.matches("input:not([type=hidden], [type=password], [type=file]), select, textarea"));
}
function sentForms() {
  return [...document.querySelectorAll("main form")].filter((form) => form.method === "post");
}
function keepEntered() {
  const forms = sentForms().map((form) => [form.getAttribute("action"), fieldsOf(form).map((field) =>
    [field.name, field.value, field.checked ?? false, field.type])]);
  sessionStorage.setItem(entered, JSON.stringify(forms));
}
function enterAgain() {
  const forms = JSON.parse(sessionStorage.getItem(entered) ?? "[]");
  sessionStorage.removeItem(entered);
  const open = sentForms();
  for (const [action, values] of forms) {
    const index = open.findIndex((form) => form.getAttribute("action") === action);
    if (index < 0) continue;
    const fields = fieldsOf(open.splice(index, 1)[0]);
    if (fields.length !== values.length || fields.some((field, i) => field.name !== values[i][0])) continue;
    fields.forEach((field, i) => {
      const [, value, checked, type] = values[i];
      const choice = type === "checkbox" || type === "radio";
      if (choice ? field.checked === checked : field.value === value) return;
      if (choice) field.checked = checked;
      else field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
document.addEventListener("click", (event) => {
  if (event.target.closest(".languages a, .themes button")) keepEntered();
});
addEventListener("load", enterAgain);

/* One box selects all of a list. */
for (const all of document.querySelectorAll("[data-select]")) {
  const boxes = [...all.form.querySelectorAll(`[name=${all.dataset.select}]:not(:disabled)`)];
  (all.closest("label[hidden]") ?? all).hidden = false;
  all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  all.form.addEventListener("change", () => { all.checked = boxes.every((box) => box.checked); });
}

/* Fields fill in the texts beside them, once what is typed keeps its meaning there. */
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-placeholder]")) return;
  const fields = event.target.closest("[data-fills]");
  const values = [...fields.querySelectorAll("[data-placeholder]")]
    .filter((field) => field.value !== "" && field.checkValidity());
  for (const text of textsBeside(fields)) {
    text.dataset.unfilled ??= text.textContent;
    text.textContent = values.reduce(fillIn, text.dataset.unfilled);
  }
});

function textsBeside(fields) {
  return [...(fields.closest(".chosen") ?? fields.parentElement).querySelectorAll("code")];
}

/* Only fields of what the chosen forms hold are shown. */
function showFields(within) {
  for (const fields of within.querySelectorAll("[data-fills]")) {
    const chosen = textsBeside(fields).filter((text) => text.closest(".form")?.querySelector("input").checked ?? true);
    for (const label of fields.children) {
      const token = label.querySelector("[data-placeholder]").dataset.placeholder;
      label.hidden = !chosen.some((text) => (text.dataset.unfilled ?? text.textContent).includes(token));
    }
    fields.hidden = [...fields.children].every((label) => label.hidden);
  }
}

function fillIn(text, field) {
  const token = field.dataset.placeholder.replace(/[.[\]]/g, "\\$&");
  return text.replace(new RegExp(`(?<![A-Za-z0-9-])${token}(?![A-Za-z0-9-])`, "g"), () => field.value);
}

/* Whoever chooses a form of a text sees all texts in it, here and next time. */
function chooseForm(within, family) {
  for (const choice of within.querySelectorAll("[data-family]")) {
    if (choice.dataset.family === family) choice.checked = true;
  }
  showFields(within);
}
function rememberedForm() {
  try { return localStorage.getItem("form"); } catch { return null; }
}
chooseForm(document, rememberedForm());
document.addEventListener("htmx:load", (event) => chooseForm(event.target, rememberedForm()));
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-family]")) return;
  chooseForm(document, event.target.dataset.family);
  try { localStorage.setItem("form", event.target.dataset.family); } catch { /* not kept */ }
});

/* A menu closes at Escape and at a click elsewhere. */
function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== but) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  closeMenus();
  if (menu) menu.querySelector("summary").focus();
});

/* What a running scan has found: rows are only added, so that nothing moves or loses the focus. */
document.addEventListener("htmx:sseBeforeMessage", (event) => {
  if (event.detail.type !== "found") return;
  event.preventDefault();
  const all = event.target;
  const arrived = document.createElement("template");
  arrived.innerHTML = event.detail.data;
  for (const section of [...arrived.content.querySelectorAll(".found")]) {
    const shown = document.getElementById(section.id);
    if (!shown) {
      section.open = all.dataset.open === "true";
      all.append(section);
      continue;
    }
    for (const part of ["summary", ".rest"]) update(shown.querySelector(part), section.querySelector(part));
    for (const row of [...section.querySelectorAll("li")]) {
      const known = document.getElementById(row.id);
      if (known) update(known, row);
      else shown.querySelector(".lines").append(row);
    }
  }
});
function update(shown, fresh) {
  if (shown.innerHTML !== fresh.innerHTML) shown.innerHTML = fresh.innerHTML;
}

/* The times of a running scan go on here, so that the server sends only what else has changed. */
const arrivals = new WeakMap();
function countTimes() {
  const now = performance.now();
  for (const time of document.querySelectorAll("[data-elapsed], [data-left]")) {
    if (!arrivals.has(time)) arrivals.set(time, now);
    const passed = Math.floor((now - arrivals.get(time)) / 1000);
    const { elapsed, left, minutes, seconds } = time.dataset;
    const shown = left === undefined ? Number(elapsed) + passed : Number(left) - passed;
    const whole = left === undefined ? Math.floor(shown / 60) : Math.ceil(shown / 60);
    const text = shown < 60 ? seconds.replace("{0}", shown) : minutes.replace("{0}", whole).replace("{1}", shown % 60);
    const place = time.querySelector("span") ?? time;
    if (place.textContent !== text) place.textContent = text;
    time.hidden = shown <= 0 && left !== undefined;
  }
}
if (document.getElementById("progress")) {
  countTimes();
  setInterval(countTimes, 1000);
  document.addEventListener("htmx:load", countTimes);
}

/* A scan has ended: a page with rows, in which somebody may be at work, offers the new results instead of loading them. */
document.addEventListener("htmx:sseClose", () => {
  if (!document.querySelector(".tasks, .accounts, .found li, form[method=post] textarea")) return location.reload();
  document.querySelector("#progress .actions")?.remove();
  const heading = document.querySelector("h1[data-ended]");
  if (!heading) return;
  document.title = document.title.replace(heading.textContent, heading.dataset.ended);
  heading.textContent = heading.dataset.ended;
});

/* The menu and the areas scroll on a phone: the current one is in sight, and the page itself stays where it is. */
for (const current of document.querySelectorAll(".sections [aria-current], .bar nav [aria-current]")) {
  const nav = current.closest("nav");
  nav.scrollLeft += current.getBoundingClientRect().left - nav.getBoundingClientRect().left;
}

/* Times are shown in the reader's zone. Short ones are the time of today, the day of this year, or the month. */
function shownTime(at, short) {
  const now = new Date();
  const part = !short ? { dateStyle: "medium", timeStyle: "short" }
    : at.toDateString() === now.toDateString() ? { timeStyle: "short" }
    : at.getFullYear() === now.getFullYear() ? { day: "numeric", month: "short" }
    : { month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(document.documentElement.lang, part).format(at);
}
function showTimes(within) {
  for (const time of within.querySelectorAll("time[datetime*='T']:not([data-shown])")) {
    const at = new Date(time.dateTime);
    const short = time.matches(".day");
    time.title = short ? shownTime(at, false) : time.textContent;
    time.textContent = shownTime(at, short);
    time.dataset.shown = "";
  }
}
showTimes(document);
document.addEventListener("htmx:load", (event) => showTimes(event.target));

/* The focus of whoever checks again follows what takes the place of the button. */
let checksAgain = false;
document.addEventListener("submit", (event) => { checksAgain = event.target.closest(".recheck") !== null; });
document.addEventListener("focusin", (event) => { if (!event.target.closest(".recheck")) checksAgain = false; });
document.addEventListener("htmx:load", (event) => {
  if (checksAgain && event.target.matches(".recheck")) (event.target.querySelector("button") ?? event.target).focus({ preventScroll: true });
});

/* What was checked again stands in its row too. */
document.addEventListener("htmx:load", (event) => {
  for (const finding of event.target.querySelectorAll("[data-rechecked]")) {
    const row = document.getElementById(finding.dataset.rechecked);
    const verdict = finding.querySelector(".after .verdict");
    const text = finding.querySelector(".after .summary");
    if (!row || !verdict) continue;
    const sign = row.querySelector(":scope > details > summary > .verdict");
    if (sign) {
      const fresh = verdict.cloneNode(true);
      if (sign.classList.contains("sign")) {
        fresh.classList.add("sign");
        fresh.lastElementChild.className = "hidden";
      }
      sign.replaceWith(fresh);
    }
    const sentence = row.querySelector(":scope > details > summary > .sentence > span") ?? row.querySelector(":scope > a");
    if (sentence) sentence.textContent = text.textContent;
    row.classList.toggle("mended", verdict.matches(".PASS, .NOT_APPLICABLE"));
  }
});

/* Whoever fills in what belongs to a choice has made it. */
document.addEventListener("input", (event) => {
  const choice = event.target.closest(".choice > .nested")?.previousElementSibling?.querySelector("input[type=radio]");
  if (choice) choice.checked = true;
}, true);

/* Whoever says otherwise than what was found gives a reason. */
function askReason(choice) {
  const choices = [...choice.form.querySelectorAll("[data-reasoned]")];
  choice.form.elements.reason.required = choices.some((one) => one.value.trim() !== "" && one.value !== "auto");
}
for (const choice of document.querySelectorAll("[data-reasoned]")) askReason(choice);
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-reasoned]")) askReason(event.target);
});

/* A date that was asked for is mostly today's: the server fills in that of UTC, here it is the reader's. */
const now = new Date();
const today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
for (const field of document.querySelectorAll("input[type=date][data-today]")) {
  if (field.value === field.defaultValue) field.valueAsDate = today;
}

/* What is to end is over neither here nor for the server, whose day is that of UTC. */
for (const field of document.querySelectorAll("input[type=date][data-from-today]")) {
  const day = today.toISOString().slice(0, 10);
  if (field.min < day) field.min = day;
}

/* A time zone that nobody has chosen yet is mostly the reader's. */
for (const field of document.querySelectorAll("input[data-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || field.value !== field.defaultValue || field.value === zone) continue;
  field.value = zone;
  addEventListener("load", () => field.dispatchEvent(new Event("input", { bubbles: true })));
}

/* What is printed bears the reader's times. */
for (const link of document.querySelectorAll("a[data-zone]")) {
  const address = new URL(link.href);
  address.searchParams.set("zone", Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  link.href = address;
}

/* What scrolls can be scrolled by keys. */
const scrollers = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    if (scrolls) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
function watchScrollers(within) {
  for (const one of within.querySelectorAll(".scroll, pre")) scrollers.observe(one);
}
watchScrollers(document);
document.addEventListener("htmx:load", (event) => watchScrollers(event.target));

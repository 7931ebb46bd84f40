// The page's side: links and forms go to the worker, its pages come back. No screen is made here.
import { code } from "./code.js";
import * as data from "./data.js";
import { ask, isReady, start } from "./engine.js";
import { eveningOf, later, now, today } from "./moment.js";
import * as quick from "./quick.js";
import { dress, notice, parse, place, show, unsay } from "./screen.js";
import * as step from "./step.js";

const HOPS = 5, DAYS_AHEAD = 28, WAIT_MS = 400, AHEAD_MS = 300;
const pause = (ms) => new Promise((yes) => setTimeout(yes, ms));
const day = today();
let turn = 0;

// Open a screen, or send a form, and show what comes back.
async function go(method, path, form = {}, anchor = "") {
  const mine = (turn += 1);
  const waits = setTimeout(() => mine === turn && !isReady() && notice("wait"), WAIT_MS);
  document.documentElement.setAttribute("aria-busy", "true");
  try {
    const [reply, at] = await follow(method, path, form);
    if (reply.events.length) entered();
    if (mine !== turn) return;
    settle(at, method === "POST");
    quick.forget();
    unsay("base");
    show(parse(reply.html), at, anchor);
    if (at === "/new") data.readAdvice();
    if (at === "/data") MENDS.forEach(unsay);
    setTimeout(() => ahead(mine), AHEAD_MS);
  } catch (error) {
    trouble(error);
  } finally {
    clearTimeout(waits);
    unsay("wait");
    if (mine === turn) document.documentElement.removeAttribute("aria-busy");
  }
}

async function follow(method, path, form) {
  let at = path, reply = await open(method, at, form);
  const events = [...reply.events];
  for (let hops = 0; reply.location !== null && hops < HOPS; hops += 1) {
    at = reply.location;
    if (reply.language) await speak(reply.language);
    reply = await open("GET", at, {});
    events.push(...reply.events);
  }
  return [{ ...reply, events }, at];
}

// Speak another language from now on: Python, the notices, and what is made ahead.
async function speak(code) {
  await data.keepLanguage(code);
  await ask("speak", code);
  await dress(code);
}

async function open(method, path, form) {
  const own = path.startsWith("/data") || path === "/new";
  return ask("open", { method, path, form, now: now(), device: own ? await data.device() : {} });
}

function entered() {
  data.lasting();
  step.entered();
}

// How an exchange with the computer ended: what needs the person is said, and what came is shown.
const MENDS = ["signed_out", "another_log"], SHOWN_ANEW = ["/", "/tonight", "/plan"];
function heard({ state, added }) {
  for (const one of MENDS) {
    if (one === state && place().path !== "/data") notice(one, { mend: () => { location.hash = "#/data"; } });
    else unsay(one);
  }
  if (added && SHOWN_ANEW.includes(place().path)) route();
}

function trouble(error) {
  if (error.name === "QuotaExceededError") notice("full");
  else notice("failed", { again: () => location.reload() });
}

// Put the address of what is shown into the history, as a browser does after a form.
function settle(path, isNew) {
  if (place().path === path) return;
  if (isNew) history.pushState(null, "", `#${path}`);
  else history.replaceState(null, "", `#${path}`);
}

// Make the evenings to come, while nothing else is asked.
async function ahead(mine) {
  for (let n = 0; n < DAYS_AHEAD && mine === turn; n += 1) {
    const day = later(today(), n);
    if (!(await ask("foresee", { now: eveningOf(day), date: day, first: n === 0 }).catch(() => false))) return;
    if (n > 1) await pause(AHEAD_MS);
  }
}

async function send(event) {
  const form = event.target;
  event.preventDefault();
  const path = place(form.getAttribute("action") || location.hash).path;
  if (data.ACTS[path]) return act(path, form);
  const fields = {};
  for (const [name, value] of new FormData(form, event.submitter)) (fields[name] ??= []).push(String(value));
  if (isDouble(path, fields, event.timeStamp)) return;
  const method = form.method.toUpperCase() === "POST" ? "POST" : "GET";
  if (!isReady() && method === "POST" && (await sentQuickly(path, fields))) return;
  await go(method, path, fields);
}

// The second tap of a double tap would take back what the first one did.
const DOUBLE_MS = 350;
let tapped = { what: "", at: -DOUBLE_MS };
function isDouble(path, { once, choice, ...rest }, at) {
  const what = `${path} ${JSON.stringify(rest)}`, before = tapped;
  tapped = { what, at };
  return path === "/tonight/tick" && what === before.what && at - before.at < DOUBLE_MS;
}

async function sentQuickly(path, fields) {
  try {
    const found = await quick.send(path, fields);
    if (found === null) return false;
    turn += 1;
    settle(found.path, true);
    show(found.page, found.path);
  } catch (error) {
    trouble(error);
  }
  return true;
}

async function act(path, form) {
  document.documentElement.setAttribute("aria-busy", "true");
  try {
    const next = await data.ACTS[path](form);
    if (next) await go("GET", next);
  } catch (error) {
    trouble(error);
  } finally {
    document.documentElement.removeAttribute("aria-busy");
  }
}

function tap(event) {
  const link = event.target.closest?.("a[href^='#']");
  if (!link) return;
  if (link.getAttribute("href").startsWith("#/")) {
    if (link.getAttribute("href") === location.hash) route(); // the browser sees no change, but the date may have
    return;
  }
  event.preventDefault();
  const target = document.getElementById(link.getAttribute("href").slice(1));
  target?.focus();
  target?.scrollIntoView();
}

function route() {
  const { path, anchor } = place();
  if (!isReady() && quick.has(path)) {
    turn += 1;
    show(quick.page(path), path, anchor);
    return;
  }
  go("GET", path, {}, anchor);
}

// The first thing on the screen: Tonight, if there is a plan; Python's own page follows when it has started.
async function first() {
  await dress(await data.language()).catch(() => {}); // without its words the first screen stays English
  const found = await quick.look();
  if ((found === "ready" || found === "base") && !location.hash) history.replaceState(null, "", "#/tonight");
  const { path, anchor } = place();
  if (path === "/tonight" && found === "base") {
    show(quick.base(), path);
    notice("base");
  } else if (quick.has(path)) {
    show(quick.page(path), path, anchor);
  }
  requestAnimationFrame(() => performance.mark("first"));
  const mine = turn;
  await start();
  document.documentElement.dataset.python = "ready";
  if (mine === turn ? location.hash || found !== "none" : quick.isOpen()) route();
}

async function news() {
  const registration = await start();
  const offer = () => registration.waiting && notice("update", { update: () => registration.waiting?.postMessage("take over") });
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  offer();
  const controlled = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => controlled && location.reload());
  step.begin(heard);
  if (await data.isUpdated(code)) notice("updated", { changed: () => { location.hash = "#/new"; } });
  if (await data.isCopyDue()) notice("copy", { copy: () => { location.hash = "#/data"; }, later: data.putOff });
}

document.addEventListener("submit", send);
document.addEventListener("click", tap);
addEventListener("hashchange", route);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && today() !== day) location.reload(); // it was left open over night
});
first().catch(trouble);
news().catch(() => {});

// The page's side: links and forms go to the worker, its pages come back. No screen is made here.
import { place, show } from "./screen.js";
import { ask, start } from "./engine.js";

const now = () => {
  const date = new Date(), minutes = -date.getTimezoneOffset(), size = Math.abs(minutes);
  const two = (n) => String(n).padStart(2, "0");
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 23);
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};
let turn = 0;

async function go(method, path, form = {}, anchor = "") {
  const mine = (turn += 1);
  document.documentElement.setAttribute("aria-busy", "true");
  try {
    let reply = await ask("open", { method, path, form, now: now() });
    let at = path;
    for (let hops = 0; reply.location !== null && hops < 5; hops += 1) {
      at = reply.location;
      reply = await ask("open", { method: "GET", path: at, form: {}, now: now() });
    }
    if (mine !== turn) return;
    settle(at, method === "POST");
    show(reply.html, at, anchor);
  } finally {
    if (mine === turn) {
      document.documentElement.removeAttribute("aria-busy");
      document.documentElement.dataset.turn = String(turn);
    }
  }
}

// Put the address of what is shown into the history, as a browser does after a form.
function settle(path, isNew) {
  const address = `#${path}`;
  if (place().path === path) return;
  if (isNew) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function send(event) {
  const form = event.target, button = event.submitter;
  event.preventDefault();
  const fields = {};
  for (const [name, value] of new FormData(form, button)) (fields[name] ??= []).push(String(value));
  const action = form.getAttribute("action") || location.hash;
  go(form.method.toUpperCase() === "POST" ? "POST" : "GET", place(action).path, fields);
}

function tap(event) {
  const link = event.target.closest?.("a[href^='#']");
  if (!link || link.getAttribute("href").startsWith("#/")) return;
  event.preventDefault();
  const target = document.getElementById(link.getAttribute("href").slice(1));
  target?.focus();
  target?.scrollIntoView();
}

function route() {
  const { path, anchor } = place();
  go("GET", path, {}, anchor);
}

document.addEventListener("submit", send);
document.addEventListener("click", tap);
addEventListener("hashchange", route);
start();
if (location.hash) route();

// Puts a page that Python made on the screen.
import { ENGLISH } from "./speech.js";

const policy = window.trustedTypes
  ? trustedTypes.createPolicy("milium", { createHTML: (page) => page, createScriptURL: ours })
  : { createHTML: (page) => page, createScriptURL: ours };

// Two scripts may be started, and no other: the worker and the service worker.
function ours(name) {
  if (name !== "worker.js" && name !== "sw.js") throw new TypeError("not a script of ours");
  return new URL(name, document.baseURI).href;
}

export const script = (name) => policy.createScriptURL(name);
export const parse = (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html");

// A screen's address is "#/path" or "#/path#anchor".
export function place(address = location.hash) {
  const [path, anchor = ""] = address.replace(/^#/, "").split("#");
  return { path: path || "/", anchor };
}

const notices = document.createElement("div");
let shown = "/", turns = 0;

// Show a page: a document, of which the body is taken.
export function show(page, path, anchor = "") {
  const stays = path === shown, scroll = window.scrollY;
  const focus = stays ? controls().indexOf(document.activeElement) : -1;
  if (page.title) document.title = page.title;
  const { lang, dir, dataset } = page.documentElement;
  if (lang) {
    Object.assign(document.documentElement, { lang, dir });
    document.documentElement.dataset.theme = dataset.theme ?? "";
  }
  document.body.replaceChildren(...page.body.childNodes);
  if (notices.childElementCount) document.querySelector("main")?.before(notices);
  shown = path;
  settle(stays, anchor, focus, scroll);
  document.documentElement.dataset.turn = String((turns += 1));
}

function settle(stays, anchor, focus, scroll) {
  const target = anchor ? document.getElementById(anchor) : null;
  if (target) {
    target.scrollIntoView();
  } else if (stays) {
    controls()[focus]?.focus({ preventScroll: true });
    window.scrollTo(0, scroll);
  } else {
    document.getElementById("content")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

const controls = () => [...document.querySelectorAll("a, button, input, textarea, select, summary")];

// A page that lies ready in the document: the base week, the last words.
export function stored(name) {
  const page = document.implementation.createHTMLDocument(document.title);
  page.body.append(page.importNode(document.getElementById(`page-${name}`).content, true));
  return page;
}

// Say something above the page; its buttons call what `acts` names.
export function notice(name, acts = {}) {
  if (notices.querySelector(`[data-notice="${name}"]`)) return;
  notices.append(document.importNode(document.getElementById(`notice-${name}`).content, true));
  for (const button of notices.lastElementChild.querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      await acts[button.dataset.act]?.();
      unsay(name);
    });
  }
  document.querySelector("main")?.before(notices);
}

export function unsay(name) {
  notices.querySelector(`[data-notice="${name}"]`)?.remove();
}

// Put the first screen and the notices of a language in the place of those that stand in the page.
export async function dress(code) {
  const html = document.documentElement;
  if (html.lang === code) return;
  const response = await fetch(new URL(code === ENGLISH ? "index.html" : `index.${code}.html`, document.baseURI));
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  const page = parse(await response.text());
  for (const one of document.head.querySelectorAll("template")) one.remove();
  document.head.append(...page.head.querySelectorAll("template"));
  document.body.replaceChildren(...page.body.childNodes);
  document.title = page.title;
  html.lang = code;
  html.dir = page.documentElement.dir;
}

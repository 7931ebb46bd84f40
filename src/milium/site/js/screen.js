// Puts a page that Python made on the screen.
const policy = window.trustedTypes
  ? trustedTypes.createPolicy("milium", { createHTML: (page) => page, createScriptURL: ours })
  : { createHTML: (page) => page, createScriptURL: ours };

// Two scripts may be started, and no other: the worker and the service worker.
function ours(name) {
  if (name !== "worker.js" && name !== "sw.js") throw new TypeError("not a script of ours");
  return new URL(name, document.baseURI).href;
}

export const script = (name) => policy.createScriptURL(name);

// A screen's address is "#/path" or "#/path#anchor".
export function place(address = location.hash) {
  const [path, anchor = ""] = address.replace(/^#/, "").split("#");
  return { path: path || "/", anchor };
}

let shown = "/";

export function show(html, path, anchor) {
  const page = new DOMParser().parseFromString(policy.createHTML(html), "text/html");
  const stays = path === shown, scroll = window.scrollY;
  const focus = stays ? index(document.activeElement) : -1;
  document.title = page.title;
  document.body.replaceChildren(...page.body.childNodes);
  shown = path;
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
const index = (element) => controls().indexOf(element);

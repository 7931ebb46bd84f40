// Serves the whole edition from the cache, checked by hash, and stamps the content policy on every answer.
const BUILD = /*BUILD*/null;
const { version, files } = BUILD;
const CACHE = `milium-${version}`;
const scope = new URL(self.registration.scope);
// Under `milium serve` the page may ask these too, once the person wants to keep in step with it; nothing else beside us.
const BESIDE = /^\/(sync|in\/[\w-]+)$/;
let isGone = false; // the person erased everything: nothing is kept from then on

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});
self.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== scope.origin) event.respondWith(refused());
  else if (!url.pathname.startsWith(scope.pathname)) {
    if (scope.pathname !== "/phone/" || !BESIDE.test(url.pathname)) event.respondWith(refused());
  } else event.respondWith(serve(event, url.pathname.slice(scope.pathname.length)));
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "claim") event.waitUntil(claim());
  if (event.data === "complete") event.waitUntil(complete(event.source));
  if (event.data === "erase") event.waitUntil(erase(event.ports[0]));
});

// The very first time nobody waits for the whole: what Python is made of begins to come, the others when they are asked for.
// An update is fetched and checked whole before it may take over; until then the old one serves.
async function install() {
  const first = !(await caches.keys()).some((name) => name.startsWith("milium-"));
  const cache = await caches.open(CACHE);
  const names = Object.keys(files).filter((name) => !first || files[name].heavy);
  const all = Promise.all(names.map((name) => store(cache, name)));
  if (!first) return all;
  all.catch(() => {});
  return self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("milium-") && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function complete(client) {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(Object.keys(files).map((name) => store(cache, name)));
    client?.postMessage({ complete: true, version });
  } catch {
    client?.postMessage({ complete: false, version });
  }
}

// A page that came past us (a forced reload, or the first one after erasing) asks to be watched over.
async function claim() {
  isGone = false;
  await self.clients.claim();
}

async function erase(port) {
  isGone = true;
  for (const name of await caches.keys()) await caches.delete(name);
  port.postMessage("erased");
}

async function serve(event, path) {
  const name = path === "" ? "index.html" : path;
  if (!Object.hasOwn(files, name)) return refused();
  try {
    if (isGone) return await fetch(name, { cache: "no-store" });
    const cache = await caches.open(CACHE), kept = await cache.match(name);
    if (kept) return kept;
    const { stamped, put } = await bring(cache, name);
    event.waitUntil(put);
    return stamped.clone();
  } catch {
    return new Response("", { status: 503, headers: files["index.html"].headers });
  }
}

async function store(cache, name) {
  if (!(await cache.match(name))) await (await bring(cache, name)).put;
}

// Bring a file once, whoever asks for it meanwhile.
const coming = new Map();
function bring(cache, name) {
  if (!coming.has(name)) {
    const one = stamp(cache, name);
    coming.set(name, one);
    one.then(({ put }) => put).catch(() => {}).finally(() => coming.delete(name));
  }
  return coming.get(name);
}

// From an older version's cache, else from the host, where the browser checks the hash; then with our headers.
async function stamp(cache, name) {
  const { hash, headers } = files[name];
  const found = (await older(name, hash)) ?? (await fetch(name, { cache: "no-store", integrity: hash, redirect: "error" }));
  if (!found.ok) throw new Error(`${name} answered ${found.status}`);
  const stamped = new Response(await found.blob(), { headers: { ...headers, "X-Milium-Hash": hash } });
  return { stamped, put: isGone ? Promise.resolve() : cache.put(name, stamped.clone()) };
}

async function older(name, hash) {
  for (const key of await caches.keys()) {
    if (!key.startsWith("milium-") || key === CACHE) continue;
    const kept = await (await caches.open(key)).match(name);
    if (kept && kept.headers.get("X-Milium-Hash") === hash) return kept;
  }
  return null;
}

function refused() {
  return new Response("", { status: 404, headers: files["index.html"].headers });
}

// Serves the whole edition from the cache, checked by hash, and stamps the content policy on every answer.
const BUILD = /*BUILD*/null;
const { version, files } = BUILD;
const CACHE = `milium-${version}`;
const scope = new URL(self.registration.scope);
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
  else if (url.pathname.startsWith(scope.pathname)) event.respondWith(serve(url.pathname.slice(scope.pathname.length)));
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "complete") event.waitUntil(complete(event.source));
  if (event.data === "erase") event.waitUntil(erase(event.ports[0]));
});

// The very first time nobody waits for the whole: small files now, the others when they are asked for.
// An update is fetched and checked whole before it may take over; until then the old one serves.
async function install() {
  const first = !(await caches.keys()).some((name) => name.startsWith("milium-"));
  const wanted = Object.keys(files).filter((name) => !first || files[name].shell);
  const cache = await caches.open(CACHE);
  await Promise.all(wanted.map((name) => get(cache, name)));
  if (first) await self.skipWaiting();
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
    for (const name of Object.keys(files)) await get(cache, name);
    client?.postMessage({ complete: true, version });
  } catch {
    client?.postMessage({ complete: false, version });
  }
}

async function erase(port) {
  isGone = true;
  for (const name of await caches.keys()) await caches.delete(name);
  port.postMessage("erased");
}

async function serve(path) {
  const name = path === "" ? "index.html" : path;
  if (!Object.hasOwn(files, name)) return refused();
  try {
    return isGone ? await fetch(name, { cache: "no-store" }) : await get(await caches.open(CACHE), name);
  } catch {
    return new Response("", { status: 503, headers: files["index.html"].headers });
  }
}

// From the cache; else from an older version's cache; else from the host, where the browser checks the hash.
async function get(cache, name) {
  const kept = await cache.match(name);
  if (kept) return kept;
  const file = files[name];
  const found = (await older(name, file.hash)) ?? (await fetch(name, { cache: "no-store", integrity: file.hash, redirect: "error" }));
  if (!found.ok) throw new Error(`${name} answered ${found.status}`);
  const stamped = new Response(found.body, { headers: { ...file.headers, "X-Milium-Hash": file.hash } });
  if (isGone) return stamped;
  await cache.put(name, stamped);
  return await cache.match(name);
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

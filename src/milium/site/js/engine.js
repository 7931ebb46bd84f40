// The way to the worker: starts it once the service worker watches over this page, then asks and waits.
import { script } from "./screen.js";

const waiting = new Map();
let count = 0, worker = null, begun = null, ready = false;

// What is asked before the worker is there waits for it.
export const start = () => (begun ??= begin());
export const isReady = () => ready;

async function begin() {
  if (!navigator.serviceWorker || !globalThis.WebAssembly) throw new Error("this browser is too old");
  const registration = await navigator.serviceWorker.register(script("sw.js"), { updateViaCache: "none" });
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.complete) document.documentElement.dataset.offline = "ready";
  });
  navigator.serviceWorker.startMessages();
  await watched(registration);
  worker = new Worker(script("worker.js"), { type: "module", name: "milium" });
  worker.onmessage = ({ data }) => {
    const { yes, no } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.trouble) no(Object.assign(new Error(data.trouble.message), data.trouble));
    else yes(data.answer);
  };
  worker.onerror = (event) => {
    for (const { no } of waiting.values()) no(new Error(event.message ?? "the worker could not start"));
    waiting.clear();
  };
  await send("ready", null);
  ready = true;
  navigator.serviceWorker.controller?.postMessage("complete");
  return registration;
}

function watched(registration) {
  if (navigator.serviceWorker.controller) return Promise.resolve();
  return new Promise((yes) => {
    navigator.serviceWorker.addEventListener("controllerchange", yes, { once: true });
    registration.active?.postMessage("claim");
  });
}

export async function ask(command, value = null) {
  await start();
  return send(command, value);
}

function send(command, value) {
  return new Promise((yes, no) => {
    const id = (count += 1);
    waiting.set(id, { yes, no });
    worker.postMessage({ id, command, value });
  });
}

export function stop() {
  worker?.terminate();
}

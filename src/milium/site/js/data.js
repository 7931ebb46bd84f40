// The person's own data: a copy out, a copy in, and everything gone.
import { ask, stop } from "./engine.js";
import { destroy, open } from "./log.js";
import { daysBetween, now, today } from "./moment.js";
import { place, show, stored } from "./screen.js";
import { spoken } from "./speech.js";
import * as step from "./step.js";

const COPY_DAYS = 28, LATER_DAYS = 7;
let log = null, told = {};
const notes = async () => (log ??= await open());

// What the own screens of this edition show; what was just done is told once.
export async function device() {
  const kept = await notes();
  const found = { exported: await kept.note("exported"), advice: await kept.note("advice"), ...told };
  told = {};
  return { ...found, step: await step.shown(), persisted: (await navigator.storage?.persisted?.()) ?? false };
}

// Hand out a file, as a download.
function give({ name, text }, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const ACTS = {
  ...step.ACTS,
  "/data/export": async () => {
    give(await ask("export", { now: now() }), "application/json");
    await (await notes()).keep("exported", today());
    await lasting();
    return "/data";
  },
  "/calendar": async (form) => {
    const about = form.querySelector("[name=about]").value;
    give(await ask("calendar", { now: now(), form: { about: [about] } }), "text/calendar");
    return place().path;
  },
  "/data/import": async (form) => {
    const file = form.querySelector("input[type=file]").files[0];
    try {
      const { added } = await ask("bring", { text: await file.text() });
      told = { added };
    } catch (error) {
      if (!error.told) throw error;
      told = { refused: error.told };
    }
    return "/data";
  },
  "/data/erase": async () => {
    stop();
    (await notes()).close();
    await destroy();
    await emptied();
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    history.replaceState(null, "", "./");
    show(stored("erased"), "/erased");
    return null;
  },
};

// Have the service worker empty its cache: it would fill it again if we did.
function emptied() {
  return new Promise((yes) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => yes();
    navigator.serviceWorker.controller.postMessage("erase", [port2]);
  });
}

// Ask the browser not to clear what is kept; it may say no.
export async function lasting() {
  if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
}

// Tell whether a copy is due: four weeks after the last one, or after the first entry.
export async function isCopyDue() {
  const kept = await notes();
  if (!(await kept.note("begun"))) return false;
  const since = (await kept.note("exported")) ?? (await kept.note("first"));
  if (!since) {
    await kept.keep("first", today());
    return false;
  }
  const put = await kept.note("later");
  return daysBetween(since, today()) >= COPY_DAYS && !(put && daysBetween(put, today()) < LATER_DAYS);
}

export const language = async () => spoken(await notes());
export const keepLanguage = async (code) => (await notes()).keep("language", code);

export const putOff = async () => (await notes()).keep("later", today());

// Tell whether this program is newer than the one that was used here before; remember it.
export async function isUpdated(code) {
  const kept = await notes(), before = await kept.note("code");
  if (before !== code) await kept.keep("code", code);
  if (before === undefined) await readAdvice(); // to somebody new nothing is new
  return before !== undefined && before !== code;
}

export async function readAdvice() {
  const { keys } = await ask("advice", {});
  await (await notes()).keep("advice", keys);
}

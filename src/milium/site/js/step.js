// Keeps this device in step with the computer that shows it (docs/sync.md), once the person says so; before that
// nothing is asked of it. What is entered is on this disk first, and waits until the computer acknowledged it.
import { ask } from "./engine.js";
import { open, UNLINKED } from "./log.js";
import { today } from "./moment.js";

const HERE = new URL(".", document.baseURI), SYNC = new URL("/sync", HERE).href;
const WAIT_MS = 20_000, EVERY_MS = 120_000, SOON_MS = 1_000, MOST_ROUNDS = 1_000;
const OF_STATUS = { 401: "signed_out", 403: "signed_out", 404: "no_milium", 405: "no_milium", 409: "another_log" };
const GONE = [502, 503, 504]; // what a proxy says when nobody is behind it
let log = null, token = null, told = {}, soon = 0, heard = () => {};
const notes = async () => (log ??= await open());
const failed = (state) => Object.assign(new Error(state), { state });

// Only the folder that milium serves has a computer behind it.
export const isOffered = HERE.pathname === "/phone/";

async function known() {
  return (isOffered && (await (await notes()).note("step"))) || { on: false };
}

async function keep(change) {
  const step = { ...(await known()), ...change };
  await (await notes()).keep("step", step);
  return step;
}

// What the data screen shows; null where there is nothing to be kept in step with.
export async function shown() {
  if (!isOffered) return null;
  const step = await known(), { link } = step.on ? await (await notes()).link() : { link: UNLINKED };
  const found = { ...step, ...told, waiting: link.waiting.length, refused: Object.keys(link.refused).length };
  told = {};
  return found;
}

// Exchange until both have everything. One tab at a time: the others' entries are on the same disk.
export async function exchange(isAsked = false) {
  const step = await known();
  if (!step.on || step.state === "another_log") return;
  const turn = { ifAvailable: isAsked !== true };
  await navigator.locks.request("milium step", turn, (lock) => lock && exchanged());
}

async function exchanged() {
  let added = 0, step;
  try {
    for (let round = 0, more = true; more && round < MOST_ROUNDS; round += 1) {
      const answered = await ask("answered", await sent(await ask("question")));
      added += answered.added;
      more = answered.goes_on;
    }
    step = await keep({ state: "ok", at: today() });
  } catch (error) {
    step = await keep({ state: error.state ?? "trouble" });
  }
  heard({ state: step.state, added });
}

// Send a question and return its answer; with a new token if the one we had is old.
async function sent(question) {
  for (const isLast of [false, true]) {
    token ??= (await call("GET")).token;
    try {
      return await call("POST", question);
    } catch (error) {
      if (error.status !== 403 || isLast) throw error;
      token = null;
    }
  }
}

async function call(method, question) {
  const headers = method === "POST" ? { "Content-Type": "application/json", "X-CSRFToken": token } : {};
  const body = question && JSON.stringify(question);
  let answer, found = null;
  try {
    answer = await reach(SYNC, { method, headers, body, redirect: "error" });
    found = await answer.text();
  } catch {
    throw failed("offline"); // whatever was cut off on its way: nothing changed here
  }
  if (GONE.includes(answer.status)) throw failed("offline");
  if (answer.status !== 200) throw Object.assign(failed(OF_STATUS[answer.status] ?? "trouble"), { status: answer.status });
  return read(found);
}

function read(text) {
  try {
    const found = JSON.parse(text);
    if (found.milium === "sync") return found;
  } catch {
    // not ours either
  }
  throw failed("no_milium");
}

// The origin is told to our own computer alone; without it the form guard there would refuse us.
function reach(url, how) {
  const same = { mode: "same-origin", credentials: "same-origin", referrerPolicy: "same-origin", cache: "no-store" };
  return fetch(url, { ...same, ...how, signal: AbortSignal.timeout(WAIT_MS) });
}

// Sign in with the address that the computer made, or its last part.
async function signIn(form) {
  const code = /([\w-]{20,})\/?\s*$/.exec(form.querySelector("input[name=address]").value)?.[1];
  const answer = code && (await reach(new URL(`/in/${code}`, HERE).href, { redirect: "manual" }).catch(() => null));
  if (answer?.type !== "opaqueredirect") told = { wrong: true };
  token = null;
}

const then = (act) => async (form) => {
  await act(form);
  await exchange(true);
  return "/data";
};

export const ACTS = {
  "/data/step/on": then(() => keep({ on: true, state: null })),
  "/data/step/now": then(() => {}),
  "/data/step/in": then(signIn),
  "/data/step/off": then(() => keep({ on: false })),
  // Another log: everything is sent anew, because the person says so.
  "/data/step/again": then(async () => {
    await (await notes()).link(UNLINKED);
    await keep({ state: null });
  }),
};

// Nobody asked for it just now: trouble of ours (the log was erased meanwhile) is not theirs.
const quietly = () => exchange().catch(() => {});

// Something was entered: tell the computer, when the taps have come to rest.
export function entered() {
  clearTimeout(soon);
  soon = setTimeout(quietly, SOON_MS);
}

// Keep in step from now on, while the page is shown; `listener` hears how each exchange ended.
export function begin(listener) {
  if (!isOffered) return;
  heard = listener;
  const look = () => document.hidden || quietly();
  addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, EVERY_MS);
  quietly();
}

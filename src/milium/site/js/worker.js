// Python in a worker: takes a request, gives a page; keeps the new events before it gives anything.
import { code } from "./code.js";
import { open } from "./log.js";
import { spoken, words } from "./speech.js";

const LOCK = /*BUILD*/null;
const started = start();
let log, door, language = "en", seq = 0, epoch = -1;
const touched = new Map(); // case -> up to where the log was read when it last held something of theirs
let line = Promise.resolve();

// Without the policy on this very worker nothing starts: then a fault could send what was entered elsewhere.
function isBound() {
  try {
    return !(0, eval)("1");
  } catch {
    return true;
  }
}

async function start() {
  if (!isBound()) throw new Error("the worker is not under the content policy");
  const at = (name) => new URL(name, self.location.href).href;
  const compiled = compiledAhead(at("py/pyodide.asm.wasm")), files = fetch(at("py/milium.zip")).then(whole), told = begun();
  const parts = [import("./py/pyodide.mjs"), import("./py/pyodide.asm.mjs")];
  for (const one of [compiled, files, told, ...parts]) one.catch(() => {}); // whoever waits below is told
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(parts);
  const [python, archive, { base, speech }] = await Promise.all([
    loadPyodide({
      createPyodideModule,
      indexURL: at("py/"),
      stdLibURL: at("py/stdlib.zip"),
      lockFileContents: JSON.stringify(LOCK),
      packageBaseUrl: at("py/"),
      packages: [],
      stdout: () => {},
      stderr: () => {},
    }),
    files,
    told,
    compiled,
  ]);
  python.FS.writeFile("/milium.zip", archive, { canOwn: true }); // as it came, not once more
  python.runPython("import sys; sys.path.insert(0, '/milium.zip'); import boot; boot.begin()");
  log = base;
  door = python.pyimport("milium.site.door");
  if (speech) language = ask("speak", speech).language;
}

// Open the log and fetch the words of its language while Python is still being read; without them it is English.
async function begun() {
  const base = await open();
  return { base, speech: await words(await spoken(base)).catch(() => null) };
}

async function speak(code) {
  if (code !== language) language = ask("speak", await words(code)).language;
  return language;
}

// Compile Python while its scripts are still being read; Pyodide would fetch it too, and begin only after them.
function compiledAhead(url) {
  const { fetch } = self, { instantiateStreaming } = WebAssembly;
  const compiled = WebAssembly.compileStreaming(fetch(url));
  self.fetch = (asked, how) => (asked === url ? Promise.resolve(new Response()) : fetch(asked, how));
  WebAssembly.instantiateStreaming = async (_theirs, imports) => {
    Object.assign(self, { fetch });
    Object.assign(WebAssembly, { instantiateStreaming });
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  return compiled;
}

async function whole(response) {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function ask(command, value) {
  const found = JSON.parse(door.answer(command, JSON.stringify(value)));
  if (found.error) throw Object.assign(new Error(found.error.problem), { told: found.error });
  return found.answer;
}

// Tell Python what was kept since the last time, by this tab or another.
async function refresh() {
  const news = await log.since(seq, epoch);
  if (news.rows.length || news.anew) ask("learn", { events: news.rows, anew: news.anew });
  seq = news.seq;
  epoch = news.epoch;
  for (const row of news.rows) touched.set(row.kind === "person" ? "everybody" : row.case, seq);
}

// Whom this device is with, as it was kept; null until somebody was chosen.
const chosen = async () => (await log.note("whose"))?.case ?? null;

// Keep whom this device is with, and how they are called where Python has not started.
async function choose(whose) {
  const person = ask("person", { whose }), before = await log.note("whose");
  if (JSON.stringify(before) !== JSON.stringify(person)) await log.keep("whose", person);
}

// Whether nothing of the person's came after what an evening was made of.
function isFresh(kept, whose) {
  const last = Math.max(touched.get(whose) ?? 0, touched.get("everybody") ?? 0);
  return kept && kept.seq >= last && kept.epoch === epoch && kept.code === code && kept.language === language;
}

// A link with those that wait next: those refused come last, and one more than a question takes, so that it shows
// whether any are left. A whole log may wait, and Python need not read all of it for each question.
const NEXT = 501;
function ahead(link) {
  const waiting = [...link.waiting].sort((a, b) => (a in link.refused) - (b in link.refused)).slice(0, NEXT);
  return { ...link, waiting };
}

// The whole link again, after those that were asked about changed.
function behind(link, asked, after) {
  const left = new Set(after.waiting), done = new Set(asked.waiting.filter((id) => !left.has(id)));
  const others = Object.entries(link.refused).filter(([id]) => !asked.waiting.includes(id));
  const waiting = link.waiting.filter((id) => !done.has(id));
  return { ...after, waiting, refused: { ...Object.fromEntries(others), ...after.refused }, seq: link.seq };
}

const COMMANDS = {
  ready: async () => true,
  // The engine's own words, sign for sign: [[command, text], ...].
  raw: async (rows) => rows.map(([command, text]) => door.answer(command, text)),
  speak,
  open: async (request) => {
    await refresh();
    const reply = ask("open", { ...request, whose: await chosen() });
    if (reply.events.length) {
      await log.add(reply.events);
      await refresh();
    }
    await choose(reply.whose ?? (await chosen()));
    return reply;
  },
  // Make one evening ahead and store it, with what it was made of; false when there is no plan.
  foresee: async ({ now, date, first }) => {
    await refresh();
    const whose = (await chosen()) ?? "me", days = `day:${whose}:`;
    if (first) await log.drop(days, date);
    if (isFresh(await log.note(days + date), whose)) return true;
    const made = ask("foresee", { now, whose });
    if (!made) return false;
    await log.keep(days + made.date, { ...made, code, language, seq, epoch });
    if (first) for (const key of ["begun", `begun:${whose}`]) await log.keep(key, true);
    return true;
  },
  export: async (value) => {
    await refresh();
    return ask("export", value);
  },
  // The calendar is given out only after the log has kept what it holds.
  calendar: async (value) => {
    await refresh();
    const { name, text, events } = ask("calendar", value);
    if (events.length) await log.add(events);
    await refresh();
    return { name, text };
  },
  // What to send to the computer that is kept in step: all that waits, or as much of it as one question takes.
  question: async () => {
    const { link } = await log.link();
    await refresh();
    return ask("question", { link: ahead(link) });
  },
  // Keep what its answer says, all or nothing of it.
  answered: async (answer) => {
    const { link } = await log.link();
    await refresh();
    const asked = ahead(link), found = ask("answered", { link: asked, answer });
    const kept = await log.link(behind(link, asked, found.link), found.events);
    await refresh();
    return { goes_on: found.goes_on, added: kept.added };
  },
  // Put the events of a file to those that are here: a union, so nothing is ever lost or twice.
  bring: async (value) => {
    const added = await log.add(ask("read", value).events);
    await refresh();
    return { added };
  },
};

self.onmessage = ({ data: { id, command, value } }) => {
  line = line.then(async () => {
    try {
      await started;
      const answer = COMMANDS[command] ? await COMMANDS[command](value) : ask(command, value);
      self.postMessage({ id, answer });
    } catch (error) {
      if (error.name === "QuotaExceededError") epoch = -1; // what Python was told is read anew
      const trouble = { name: error.name, message: String(error.message).slice(-2000), told: error.told ?? null };
      self.postMessage({ id, trouble });
    }
  });
};

// Python in a worker: takes a request, gives a page; keeps the new events before it gives anything.
import { loadPyodide } from "./py/pyodide.mjs";
import { code } from "./code.js";
import { open } from "./log.js";
import { chosen, words } from "./speech.js";

const LOCK = /*BUILD*/null;
const started = start();
let log, door, language = "en", seq = 0, epoch = -1;
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
  const files = fetch(at("py/milium.zip")).then(whole);
  const [python, archive, { base, told }] = await Promise.all([
    loadPyodide({
      indexURL: at("py/"),
      stdLibURL: at("py/stdlib.zip"),
      lockFileContents: JSON.stringify(LOCK),
      packageBaseUrl: at("py/"),
      packages: [],
      stdout: () => {},
      stderr: () => {},
    }),
    files,
    begun(),
  ]);
  python.FS.writeFile("/milium.zip", archive);
  python.runPython("import sys; sys.path.insert(0, '/milium.zip')");
  log = base;
  door = python.pyimport("milium.site.door");
  if (told) language = ask("speak", told).language;
}

// Open the log and fetch the words of its language while Python is still being read; without them it is English.
async function begun() {
  const base = await open();
  return { base, told: await words(await chosen(base)).catch(() => null) };
}

async function speak(code) {
  if (code !== language) language = ask("speak", await words(code)).language;
  return language;
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
}

const COMMANDS = {
  ready: async () => true,
  // The engine's own words, sign for sign: [[command, text], ...].
  raw: async (rows) => rows.map(([command, text]) => door.answer(command, text)),
  speak,
  open: async (request) => {
    await refresh();
    const reply = ask("open", request);
    if (reply.events.length) {
      await log.add(reply.events);
      await refresh();
    }
    return reply;
  },
  // Make one evening ahead and store it, with what it was made of; false when there is no plan.
  foresee: async ({ now, date, first }) => {
    await refresh();
    if (first) await log.drop("day:", date);
    const kept = await log.note(`day:${date}`);
    if (kept && kept.seq === seq && kept.epoch === epoch && kept.code === code && kept.language === language) return true;
    const made = ask("foresee", { now });
    if (!made) return false;
    await log.keep(`day:${made.date}`, { ...made, code, language, seq, epoch });
    if (first) await log.keep("begun", true);
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

// Tonight before Python has started: a page that was made and checked ahead, and taps that are kept at once.
// Nothing is decided here. What each button keeps, and what it leads to, was made by Python with the page.
import { code } from "./code.js";
import { open } from "./log.js";
import { after, today } from "./moment.js";
import { parse, stored } from "./screen.js";
import { spoken } from "./speech.js";

const TICKS = ["tick", "untick"], HARMLESS = [...TICKS, "shown", "reminded"];
let log = null, record = null, person = null, ticked = new Map(), last = null, wasShown = false;

// Say what there is for today: "ready", "base" (a plan, but none that may be shown), "some" (entries, no plan), or "none".
export async function look() {
  log ??= await open();
  record = null;
  person = (await log.note("whose")) ?? null;
  const whose = person?.case ?? "me";
  if (!(await log.note(`begun:${whose}`))) return (await log.isEmpty()) ? "none" : "some";
  const found = await log.note(`day:${whose}:${today()}`);
  if (!found || !isChecked(found) || found.language !== (await spoken(log))) return "base";
  const news = await log.since(found.seq, found.epoch);
  news.rows = news.rows.filter((row) => row.case === whose || row.kind === "person"); // nobody else's change this page
  const fits = !news.anew && news.rows.every((row) => HARMLESS.includes(row.kind) && row.local_date === found.date);
  if (!fits) return "base";
  record = found;
  ticked = new Map();
  for (const [kind, body] of found.ticks) mark(kind, body);
  for (const row of news.rows) note(row);
  return "ready";
}

// Only what passed every rule, made by this very program with this very knowledge, is ever shown.
function isChecked(found) {
  return found.code === code && found.rules > 0 && found.violations === 0 && found.fault === false;
}

// The base week for whoever this device is with.
export function base() {
  const page = stored("base"), chip = page.querySelector(".who");
  if (person?.many) {
    chip.querySelector("bdi").textContent = person.name;
    chip.querySelector(".dot").className = `dot ${person.colour}`;
  } else {
    chip.remove();
  }
  return page;
}

export const isOpen = () => record !== null;
export const forget = () => { record = null; };
export const has = (path) => record !== null && path in record.gets && record.date === today();

export function page(path) {
  return path === "/tonight" && record.all ? tonight() : parse(record.gets[path]);
}

// Tonight as it stands: each step from the page where it is ticked, or from the one where it is not.
function tonight() {
  const pages = [parse(record.gets["/tonight"]), parse(record.all)];
  const rows = pages.map(steps);
  const isDone = (row) => ticked.get(keyOf(row)) === true;
  const evening = rows[0].filter((row) => keyOf(row).startsWith("pm "));
  const which = evening.length && evening.every(isDone) ? 1 : 0;
  rows[which].forEach((row, n) => {
    const wanted = isDone(rows[0][n]) ? 1 : 0;
    if (wanted !== which) row.replaceWith(pages[which].importNode(rows[wanted][n], true));
  });
  return pages[which];
}

const steps = (page) => [...page.querySelectorAll("ol.steps > li")];
const field = (row, name) => row.querySelector(`input[name="${name}"]`).value;
const keyOf = (row) => `${field(row, "slot")} ${field(row, "row")}`;

function mark(kind, body) {
  if (TICKS.includes(kind)) ticked.set(`${body.slot} ${body.step}:${body.product ?? ""}`, kind === "tick");
}

function note(row) {
  mark(row.kind, row.body);
  last = row.at;
  wasShown ||= row.kind === "shown" && row.local_date === record.date;
}

// Keep what a form says, if it is one of those made ahead; return {path, page} or null.
export async function send(path, fields) {
  if (record === null || record.date !== today()) return null;
  const pairs = Object.entries(fields).flatMap(([name, values]) => values.map((value) => [name, value]));
  const sent = pairs.filter(([name]) => name !== "once").sort((a, b) => (a < b ? -1 : 1));
  const found = record.posts[`${path} ${JSON.stringify(sent)}`];
  if (!found) return null;
  const rows = found.entries.filter(isNew).map(([kind, body]) => {
    last = after(last);
    return { id: crypto.randomUUID(), case: record.whose, at: last, local_date: record.date, kind, body, schema: record.schema };
  });
  await log.add(rows);
  rows.forEach(note);
  if (path === "/tonight/tick") return { path: "/tonight", page: tonight() };
  Object.assign(record, { gets: { ...record.gets, "/tonight": found.tonight ?? record.gets["/tonight"] }, all: null, posts: {} });
  return { path: found.location ?? path, page: parse(found.html) };
}

// A second tap on what is ticked, and a plan that was kept today already, add nothing.
function isNew([kind, body]) {
  if (kind === "shown") return !wasShown;
  if (!TICKS.includes(kind)) return true;
  return (ticked.get(`${body.slot} ${body.step}:${body.product ?? ""}`) === true) !== (kind === "tick");
}

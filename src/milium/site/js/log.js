// The event log in IndexedDB: the store port of care, asynchronous. An event is a row of JSON
// {id, case, at, local_date, kind, body, schema}; it is kept once, never changed, and `seq` counts them up.
import { parts } from "./moment.js";

const NAME = "milium", VERSION = 1, EVENTS = "events", NOTES = "notes";
export const UNLINKED = { log: null, cursor: 0, waiting: [], refused: {}, seq: 0 };
const PLAIN = /^[A-Za-z0-9_-]{1,64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d(:\d\d)?)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

// Add the rows that are not there yet, and say how many those were.
async function put(store, ids, rows) {
  let added = 0;
  for (const row of rows) {
    if ((await done(ids.getKey(row.id))) !== undefined) continue;
    store.add({ row });
    added += 1;
  }
  return added;
}

export class Refused extends Error {}

const done = (request) => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result);
  request.onerror = () => no(request.error);
});
const finished = (transaction) => new Promise((yes, no) => {
  transaction.oncomplete = () => yes();
  transaction.onabort = () => no(transaction.error);
});

export function open(name = NAME) {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    const events = request.result.createObjectStore(EVENTS, { keyPath: "seq", autoIncrement: true });
    events.createIndex("id", "row.id", { unique: true });
    events.createIndex("case", "row.case");
    request.result.createObjectStore(NOTES);
  };
  return done(request).then((base) => {
    base.onversionchange = () => base.close();
    return new Log(base);
  });
}

export class Log {
  constructor(base) {
    this.base = base;
  }

  // Keep events, all or none, and say how many were new; it resolves once they are on the disk.
  async add(rows) {
    for (const row of rows) refuse(row);
    const transaction = this.base.transaction([EVENTS], "readwrite", { durability: "strict" });
    const store = transaction.objectStore(EVENTS), ids = store.index("id");
    const over = finished(transaction);
    over.catch(() => {}); // whoever waits below is told
    let added = 0;
    try {
      added = await put(store, ids, rows);
    } catch (error) {
      transaction.abort();
      throw error;
    }
    await over;
    return added;
  }

  // Return the link to a computer that is kept in step, with what was entered here meanwhile among those that wait.
  // `next` replaces what was known of it, and `rows` from there are kept, all in one transaction or not at all.
  async link(next = null, rows = []) {
    for (const row of rows) refuse(row);
    const transaction = this.base.transaction([EVENTS, NOTES], "readwrite", { durability: "strict" });
    const store = transaction.objectStore(EVENTS), notes = transaction.objectStore(NOTES);
    const over = finished(transaction);
    over.catch(() => {});
    let link, added;
    try {
      const known = next ?? (await done(notes.get("link"))) ?? UNLINKED;
      const own = await done(store.getAll(IDBKeyRange.lowerBound(known.seq, true)));
      added = await put(store, store.index("id"), rows);
      const seq = (await done(store.openKeyCursor(null, "prev")))?.key ?? known.seq;
      link = { ...known, seq, waiting: [...new Set([...known.waiting, ...own.map(({ row }) => row.id)])] };
      notes.put(link, "link");
    } catch (error) {
      transaction.abort();
      throw error;
    }
    await over;
    return { link, added };
  }

  // Return {seq, rows, anew}: what came after `seq`; anew when the log was erased since `epoch`.
  async since(seq, epoch) {
    const transaction = this.base.transaction([EVENTS, NOTES]);
    const now = (await done(transaction.objectStore(NOTES).get("epoch"))) ?? 0;
    const from = now === epoch ? seq : 0;
    const found = await done(transaction.objectStore(EVENTS).getAll(IDBKeyRange.lowerBound(from, true)));
    const last = found.length ? found[found.length - 1].seq : from;
    return { seq: last, epoch: now, rows: found.map((one) => one.row), anew: now !== epoch };
  }

  async isEmpty() {
    return (await done(this.base.transaction([EVENTS]).objectStore(EVENTS).count())) === 0;
  }

  async events(name) {
    const found = await done(this.base.transaction([EVENTS]).objectStore(EVENTS).index("case").getAll(name));
    return found.map((one) => one.row).sort(byOrder);
  }

  async cases() {
    const found = new Set();
    const index = this.base.transaction([EVENTS]).objectStore(EVENTS).index("case");
    for (const one of await done(index.getAll())) found.add(one.row.case);
    return [...found].sort();
  }

  // Remove a case for good: the person's own wish only.
  async erase(name) {
    const transaction = this.base.transaction([EVENTS, NOTES], "readwrite", { durability: "strict" });
    const over = finished(transaction), store = transaction.objectStore(EVENTS);
    for (const key of await done(store.index("case").getAllKeys(name))) store.delete(key);
    const notes = transaction.objectStore(NOTES);
    notes.put(((await done(notes.get("epoch"))) ?? 0) + 1, "epoch");
    await over;
  }

  async note(key) {
    return done(this.base.transaction([NOTES]).objectStore(NOTES).get(key));
  }

  async keep(key, value) {
    const transaction = this.base.transaction([NOTES], "readwrite");
    transaction.objectStore(NOTES).put(value, key);
    await finished(transaction);
  }

  // Forget the notes whose key begins so and comes before another.
  async drop(prefix, before) {
    const transaction = this.base.transaction([NOTES], "readwrite");
    transaction.objectStore(NOTES).delete(IDBKeyRange.bound(prefix, prefix + before, false, true));
    await finished(transaction);
  }

  close() {
    this.base.close();
  }
}

// Remove the whole database: nothing of the person is left in it.
export function destroy(name = NAME) {
  const request = indexedDB.deleteDatabase(name);
  return done(request);
}

function refuse(row) {
  const bad = !row || typeof row !== "object"
    || !UUID.test(row.id) || !PLAIN.test(row.case) || !PLAIN.test(row.kind) || !MOMENT.test(row.at)
    || !DAY.test(row.local_date) || !Number.isInteger(row.schema)
    || row.body === null || typeof row.body !== "object" || Array.isArray(row.body);
  if (bad) throw new Refused("an event cannot be kept as it is");
}

// By local date, moment and id, as every store gives them.
function byOrder(a, b) {
  if (a.local_date !== b.local_date) return a.local_date < b.local_date ? -1 : 1;
  const [first, second] = [parts(a.at), parts(b.at)];
  if (first[0] !== second[0]) return first[0] - second[0];
  if (first[1] !== second[1]) return first[1] - second[1];
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

// The phone's clock, as Python takes it: a moment with its zone; an evening ends at 04:00.
const HOURS = 4;
const two = (n) => String(n).padStart(2, "0");

function zone(date) {
  const minutes = -date.getTimezoneOffset(), size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function local(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
}

export function now(date = new Date()) {
  return local(date).slice(0, 23) + zone(date);
}

export function today(date = new Date()) {
  return local(new Date(date.getTime() - HOURS * 3_600_000)).slice(0, 10);
}

// The date some days after another.
export function later(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

export const daysBetween = (first, last) => Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);

// An evening of a date, as a moment.
export const eveningOf = (day) => `${day}T20:00:00.000${zone(new Date())}`;

// A moment as [milliseconds, microseconds within]: dates here know milliseconds only.
export function parts(text) {
  const digits = (/\.(\d+)/.exec(text)?.[1] ?? "").padEnd(6, "0");
  return [Date.parse(text.replace(/\.\d+/, `.${digits.slice(0, 3)}`)), Number(digits.slice(3))];
}

// The present moment, or the first one after `before`: entries keep the order in which they were made.
export function after(before) {
  const date = new Date();
  if (!before) return now(date);
  const [ms, micro] = parts(before);
  if (date.getTime() > ms) return now(date);
  const [next, left] = micro === 999 ? [ms + 1, 0] : [ms, micro + 1];
  const text = now(new Date(next));
  return text.slice(0, 23) + String(left).padStart(3, "0") + text.slice(23);
}

// Which language this phone speaks: the one that was chosen here, else the first the browser asks for that we speak.
import { languages } from "./code.js";

export const ENGLISH = "en";

export async function spoken(log) {
  const asked = [(await log.note("language")) ?? "", ...(navigator.languages ?? [])];
  return asked.map((word) => word.split("-")[0]).find((code) => languages.includes(code)) ?? ENGLISH;
}

// The words of a language for Python; nothing for English, which it has.
export async function words(code) {
  if (code === ENGLISH) return null;
  const response = await fetch(new URL(`locale.${code}.json`, self.location.href));
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response.json();
}

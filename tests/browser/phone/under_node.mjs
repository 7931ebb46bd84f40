// Ask the phone edition's engine under Node: node under_node.mjs EDITION/py ASKED.json -> JSON of its own words.
import { readFileSync } from "node:fs";
import { opened } from "./edition.mjs";

const [python, asked] = process.argv.slice(2);
const pyodide = await opened(python);
const door = pyodide.pyimport("milium.site.door");
const found = JSON.parse(readFileSync(asked, "utf8")).map(([command, text]) => door.answer(command, text));
process.stdout.write(JSON.stringify(found));

// Ask the phone edition's engine under Node: node under_node.mjs EDITION/py ASKED.json -> JSON of its own words.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [python, asked] = process.argv.slice(2);
const worker = readFileSync(`${python}/../worker.js`, "utf8");
const lock = /const LOCK = (\{.*\});/.exec(worker)[1];
const { loadPyodide } = await import(pathToFileURL(`${python}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  indexURL: `${python}/`,
  stdLibURL: `${python}/stdlib.zip`,
  packageBaseUrl: `${python}/`,
  lockFileContents: lock,
});
pyodide.FS.writeFile("/milium.zip", readFileSync(`${python}/milium.zip`));
pyodide.runPython("import sys; sys.path.insert(0, '/milium.zip'); import boot; boot.begin()");
const door = pyodide.pyimport("milium.site.door");
const found = JSON.parse(readFileSync(asked, "utf8")).map(([command, text]) => door.answer(command, text));
process.stdout.write(JSON.stringify(found));

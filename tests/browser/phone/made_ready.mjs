// Tell what the edition's Python still compiles of dataclasses at a start: node made_ready.mjs EDITION/py -> JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [python] = process.argv.slice(2);
const lock = /const LOCK = (\{.*\});/.exec(readFileSync(`${python}/../worker.js`, "utf8"))[1];
const { loadPyodide } = await import(pathToFileURL(`${python}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  indexURL: `${python}/`,
  stdLibURL: `${python}/stdlib.zip`,
  packageBaseUrl: `${python}/`,
  lockFileContents: lock,
});
pyodide.FS.writeFile("/milium.zip", readFileSync(`${python}/milium.zip`));
const told = pyodide.runPython(`
import sys
sys.path.insert(0, "/milium.zip")
import boot
boot.begin()
import dataclasses, hashlib, json
run, sources = dataclasses.exec, []
methods = dict(zip(run.__code__.co_freevars, (cell.cell_contents for cell in run.__closure__)))["methods"]
def told(text, names, into):
    sources.append(text)
    run(text, names, into)
dataclasses.exec = told
import milium.site.door
key = lambda text: hashlib.sha256(text.encode()).digest()[:boot.KEY]
json.dumps({"made": len(sources), "compiled_anew": [text[:200] for text in sources if key(text) not in methods]})
`);
process.stdout.write(told);

// Tell what the edition's Python still compiles of dataclasses at a start: node made_ready.mjs EDITION/py -> JSON.
import { opened } from "./edition.mjs";

const [python] = process.argv.slice(2);
const pyodide = await opened(python);
const told = pyodide.runPython(`
import boot, dataclasses, hashlib, json
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

// Compile Python sources to .pyc with the very Python that will run them, and store them in one zip.
// node freeze.mjs RUNTIME SOURCES OUT.zip   (SOURCES: a folder; what is no .py goes in as it is)
import { pathToFileURL } from "node:url";
import { join, dirname, basename } from "node:path";

const [runtime, sources, out] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
// Columns of the code are left out: a third less to download, and nobody sees a traceback here.
const pyodide = await loadPyodide({ indexURL: runtime + "/", env: { PYTHONNODEBUGRANGES: "1" } });
pyodide.mountNodeFS("/sources", sources);
pyodide.mountNodeFS("/out", dirname(out));
pyodide.globals.set("target", "/out/" + basename(out));
pyodide.runPython(`
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

def content(path, name):
    raw = path.read_bytes()
    if path.suffix != ".py":
        return name, raw
    code = compile(raw, name, "exec", dont_inherit=True, optimize=2)
    return name + "c", bytes(_code_to_hash_pyc(code, b"milium!!", checked=False))

root = Path("/sources")
with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name, raw = content(path, path.relative_to(root).as_posix())
        archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), raw)
`);

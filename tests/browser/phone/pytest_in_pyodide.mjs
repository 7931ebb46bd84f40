// Run pytest inside Pyodide under Node: node pytest_in_pyodide.mjs RUNTIME ROOT PACKAGES WORD...
import { pathToFileURL } from "node:url";

const [runtime, root, packages, ...words] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${runtime}/`, env: { HOME: "/home", PYTHONDONTWRITEBYTECODE: "1", PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1" } });
for (const [place, folder] of [["/tree", root], ["/packages", packages]]) {
  pyodide.FS.mkdirTree(place);
  pyodide.mountNodeFS(place, folder);
}
pyodide.globals.set("words", pyodide.toPy(words));
process.exitCode = pyodide.runPython(`
import os, sys
sys.path[:0] = ["/tree/src", "/tree/tests", "/packages"]
os.chdir("/tree")
import pytest
int(pytest.main(list(words)))
`);

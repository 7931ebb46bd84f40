// Start the Python of a built edition under Node, as its worker starts it.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export async function opened(python) {
  const lock = /const LOCK = (\{.*\});/.exec(readFileSync(`${python}/../worker.js`, "utf8"))[1];
  const { loadPyodide } = await import(pathToFileURL(`${python}/pyodide.mjs`).href);
  const pyodide = await loadPyodide({
    indexURL: `${python}/`,
    stdLibURL: `${python}/stdlib.zip`,
    packageBaseUrl: `${python}/`,
    lockFileContents: lock,
  });
  pyodide.FS.writeFile("/milium.zip", readFileSync(`${python}/milium.zip`));
  pyodide.runPython("import sys; sys.path.insert(0, '/milium.zip'); import boot; boot.begin()");
  return pyodide;
}

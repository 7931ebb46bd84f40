// Compile Python sources with the very Python that will run them, and store them in one zip.
// node freeze.mjs RUNTIME SOURCES OUT.zip [together]   (SOURCES: a folder; what is no .py goes in as it is)
// Each becomes a .pyc; with "together" they all go into the one entry modules.bin, as milium/site/boot.py reads it,
// but those that stand at the top. Templates (templates/NAME.py) go into templates.bin: name -> compiled code.
// What they would make anew whenever they are imported (methods of dataclasses, patterns) goes into ready.bin.
import { pathToFileURL } from "node:url";
import { join, dirname, basename } from "node:path";

const [runtime, sources, out, together = ""] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
// Columns of the code are left out: a third less to download, and nobody sees a traceback here.
const pyodide = await loadPyodide({ indexURL: runtime + "/", env: { PYTHONNODEBUGRANGES: "1" } });
pyodide.mountNodeFS("/sources", sources);
pyodide.mountNodeFS("/out", dirname(out));
pyodide.globals.set("target", "/out/" + basename(out));
pyodide.globals.set("together", together === "together");
pyodide.runPython(`
import ast, dataclasses, hashlib, importlib, marshal, re, sys, zipfile
import _sre
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

def is_dataclass(node):
    return isinstance(node, ast.ClassDef) and "dataclass" in {
        getattr(one.func if isinstance(one, ast.Call) else one, "id", "") for one in node.decorator_list
    }

def compiled(raw, name):
    """Compile without docstrings. A dataclass without one makes it from its signature, which takes as long as the rest
    of the class: so it gets a sign instead."""
    tree = ast.parse(raw, name)
    for node in ast.walk(tree):
        if is_dataclass(node):
            node.body.append(ast.parse("__doc__ = '-'").body[0])
    return compile(ast.fix_missing_locations(tree), name, "exec", dont_inherit=True, optimize=2)

def module(name):
    parts = name.removesuffix(".py").split("/")
    is_package = parts[-1] == "__init__"
    return ".".join(parts[:-1] if is_package else parts), is_package

def made_on_import(names):
    """Import all modules, and return what Python would make anew at each start: the methods of dataclasses, compiled,
    by the hash of their source, and patterns by their source and flags, as _sre.compile takes them."""
    methods, patterns = {}, {}
    sre, parser = re._compiler, re._parser

    def run(text, names, into):
        code = compile(text, "<string>", "exec", dont_inherit=True)
        methods[hashlib.sha256(text.encode()).digest()[:16]] = code
        exec(code, names, into)

    def pattern(source, flags=0):
        if not isinstance(source, (str, bytes)):
            return compiled_pattern(source, flags)
        parsed = parser.parse(source, flags)
        groups, named = parsed.state.groups, parsed.state.groupdict
        by_number = {number: name for name, number in named.items()}
        code = [int(one) for one in sre._code(parsed, flags)]
        rest = int(flags | parsed.state.flags), code, groups - 1, dict(named), tuple(map(by_number.get, range(groups)))
        patterns[source, int(flags)] = rest
        return _sre.compile(source, *rest)

    compiled_pattern, sre.compile, dataclasses.exec = sre.compile, pattern, run
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root))
    re.purge()
    for name in names:
        importlib.import_module(name)
    return {"methods": methods, "patterns": patterns}

root = Path("/sources")
modules, templates = {}, {}
with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
    def put(name, raw):
        archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), raw)

    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name, raw = path.relative_to(root).as_posix(), path.read_bytes()
        if path.suffix != ".py":
            put(name, raw)
        elif name.startswith("templates/"):
            templates[path.stem] = marshal.dumps(compiled(raw, name))
        elif together and "/" in name:
            key, is_package = module(name)
            modules[key] = is_package, marshal.dumps(compiled(raw, name))
        else:
            put(name + "c", bytes(_code_to_hash_pyc(compiled(raw, name), b"milium!!", checked=False)))
    if together:
        put("modules.bin", marshal.dumps(modules))
        put("ready.bin", marshal.dumps(made_on_import(sorted(modules))))
        put("templates.bin", marshal.dumps(templates))
`);

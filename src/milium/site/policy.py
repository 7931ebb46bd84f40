"""The headers that every answer of the phone edition carries: nothing from elsewhere, nothing to elsewhere."""

from collections.abc import Mapping

_SAME = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "milium",
}
FRAMES = "frame-ancestors 'none'"
# Python is WebAssembly, and only the worker runs it: only the worker may compile it.
_WORKER = {**_SAME, "script-src": "'self' 'wasm-unsafe-eval'"}


def _line(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


IN_PAGE = _line(_SAME)  # in the page itself too: it binds before the service worker is there
PAGE = f"{IN_PAGE}; {FRAMES}"
WORKER = f"{_line(_WORKER)}; {FRAMES}"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": PAGE,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "webmanifest": "application/manifest+json; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "wasm": "application/wasm",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
}


def headers_of(name: str) -> dict[str, str]:
    """Return the headers of one file of the phone edition."""
    own = {"Content-Type": TYPES.get(name.rpartition(".")[2], "application/octet-stream")}
    policy = WORKER if name == "worker.js" else PAGE
    return {**HEADERS, "Content-Security-Policy": policy, **own}

"""WebKitGTK by its own WebDriver, on a screen of its own: the engine of the browsers on iPhones."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

NEEDED = ("WebKitWebDriver", "Xvfb", "dbus-run-session")
PACKAGES = "apt-get install webkit2gtk-driver xvfb dbus"
CALL_S, SCRIPT_MS, START_S = 120, 100_000, 20
# A window on a screen without a graphics card, run by whoever runs the tests; it opens our own pages only.
PLAIN = {
    "GDK_BACKEND": "x11",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
}


def missing() -> list[str]:
    """Return which programs are not there."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    return absent if _mini_browser() else [*absent, "MiniBrowser"]


def _mini_browser() -> str | None:
    return next((str(found) for found in sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))), None)


@dataclass
class WebKit:
    """A running browser with one window."""

    session: str

    def goto(self, url: str) -> None:
        _call("POST", f"{self.session}/url", {"url": url})

    def run(self, code: str, *given: Any) -> Any:
        """Run the body of an async function in the page; `given` are its arguments."""
        script = (
            "const [given, done] = arguments;"
            f"(async (...given) => {{ {code} }})(...given)"
            ".then((value) => done({ value }), (error) => done({ error: `${error}` }));"
        )
        answer = _call("POST", f"{self.session}/execute/async", {"script": script, "args": [list(given)]})
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer.get("value")


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Open a browser that nobody has used, and end it and all it started."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        screen = _screen(started)
        port = _free_port()
        driver = ["dbus-run-session", "--", "WebKitWebDriver", f"--port={port}", "--host=127.0.0.1"]
        _start(started, driver, env={**os.environ, **PLAIN, "DISPLAY": screen})
        base = f"http://127.0.0.1:{port}"
        _until(lambda: _call("GET", f"{base}/status")["ready"], "WebKitWebDriver did not start")
        options = {"binary": _mini_browser(), "args": ["--automation"]}
        made = _call(
            "POST", f"{base}/session", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        )
        found = WebKit(f"{base}/session/{made['sessionId']}")
        _call("POST", f"{found.session}/timeouts", {"script": SCRIPT_MS})
        yield found
        _call("DELETE", found.session)
    finally:
        for process in reversed(started):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(started: list[subprocess.Popen[bytes]], command: list[str], **keys: Any) -> None:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started.append(subprocess.Popen(command, start_new_session=True, **{**quiet, **keys}))


def _screen(started: list[subprocess.Popen[bytes]]) -> str:
    """Start a screen that nobody sees, and return its name."""
    told, tells = os.pipe()
    _start(
        started, ["Xvfb", "-displayfd", str(tells), "-screen", "0", "400x800x24", "-nolisten", "tcp"], pass_fds=[tells]
    )
    os.close(tells)
    with os.fdopen(told) as number:
        return f":{number.readline().strip()}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _until(holds: Any, otherwise: str) -> None:
    for _ in range(START_S * 10):
        try:
            if holds():
                return
        except URLError:
            pass
        time.sleep(0.1)
    raise AssertionError(otherwise)


def _call(method: str, url: str, body: object = None) -> Any:
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=CALL_S) as answer:
            return json.load(answer)["value"]
    except HTTPError as error:
        raise AssertionError(error.read().decode()[:500]) from None

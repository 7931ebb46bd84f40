"""A real `milium serve` process, and a device's way to it over HTTP: for tests that kill, and for `bench/web.py`."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

STARTS_WITHIN_S = 60
GONE = (OSError, http.client.HTTPException)


class Server:
    """One `milium serve` process in a process group of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.port = port
        around = {k: v for k, v in os.environ.items() if k not in {"MILIUM_DATA", "DJANGO_SETTINGS_MODULE"}}
        around["PYTHONPATH"] = os.pathsep.join(sys.path)
        command = [sys.executable, "-m", "milium", "serve", "--port", str(port), "--data", str(data)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=around, start_new_session=True
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().decode().strip()
        assert self.address.startswith("http://127.0.0.1:"), "milium serve did not start"
        wait_for(port)

    @property
    def pid(self) -> int:
        """Return the id of the first process; it leads the group."""
        return self._process.pid

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the whole group: workers outlive a master that is killed alone."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, how)
        self._process.wait(timeout=30)
        if self._process.stdout is not None:
            self._process.stdout.close()


class Tab:
    """A browser as far as a device needs one: one connection, cookies, the token."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookie, self.token = port, cookie, ""
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
        """Send one request and read all of its answer."""
        self._line.request(method, path, body, {"Cookie": self.cookie, **headers})
        answer = self._line.getresponse()
        text = answer.read().decode()
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = value.partition(";")[0]
        return answer.status, text

    def sign_in(self, address: str) -> None:
        """Use the printed address."""
        status, _ = self.send("GET", "/in/" + address.rpartition("/in/")[2])
        assert status == 302, "the address did not sign in"

    def carry(self, question: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Carry a question of a device; None when no answer came back."""
        try:
            if not self.token:
                self.token = json.loads(self.send("GET", "/sync")[1])["token"]
            headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
            status, text = self.send("POST", "/sync", json.dumps(question), **headers)
        except GONE:
            self._line.close()
            return None
        assert status == 200, text
        found: Mapping[str, Any] = json.loads(text)
        return found

    def close(self) -> None:
        """Close the connection."""
        self._line.close()


@contextmanager
def serving(data: Path) -> Iterator[tuple[Server, Tab]]:
    """Yield a server and a tab that is signed in."""
    server = Server(data, free_port())
    try:
        tab = Tab(server.port)
        tab.sign_in(server.address)
        yield server, tab
        tab.close()
    finally:
        server.end()


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until something answers on a port."""
    until = monotonic() + STARTS_WITHIN_S
    while monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.02)
    raise AssertionError(f"nothing answers on port {port}")

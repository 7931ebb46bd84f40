"""A web space for the phone edition: any folder, plain files, and a list of what was asked of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Host:
    """A running web space; `asked` are the paths that came in, `broken` the names it answers with other bytes."""

    base: str
    folder: Path
    asked: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def forget(self) -> None:
        self.asked.clear()


class _Handler(SimpleHTTPRequestHandler):
    """Python's own file server, as `python -m http.server` runs it."""

    def __init__(self, *words: Any, host: Host, **keys: Any) -> None:
        self.host = host
        super().__init__(*words, **keys)

    def do_GET(self) -> None:
        self.host.asked.append(self.path)
        if self.path.rpartition("/")[2] in self.host.broken:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"not what it should be")
            return
        super().do_GET()

    def do_POST(self) -> None:
        self.host.asked.append(f"POST {self.path}")
        self.send_error(405)

    def log_message(self, *_words: object) -> None:
        """Write nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_words: object) -> None:
        """Say nothing: a browser that goes away is no error."""


@contextmanager
def hosted(folder: Path, port: int = 0) -> Iterator[Host]:
    """Serve a folder on loopback until the block ends."""
    host = Host("", folder)
    with _Server(("127.0.0.1", port), partial(_Handler, host=host, directory=str(folder))) as server:
        host.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()

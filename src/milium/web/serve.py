"""Start the app on this computer: prepare the data folder, print one address, serve on loopback."""

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

HOST = "127.0.0.1"
THREADS = 2
OK, TROUBLE = 0, 2


def prepare(data_dir: Path) -> None:
    """Make the data folder, its secret key and its database, and check that the database is safe.

    Raises:
        milium.adapters.store.database.UnsafeDatabase: The database does not keep its promises.
    """
    _set_up(data_dir)
    from django.core.management import call_command

    from milium.adapters.store.database import refuse_unsafe

    call_command("migrate", interactive=False, verbosity=0)
    refuse_unsafe()
    for path in data_dir.glob("milium.sqlite3*"):
        path.chmod(0o600)


def run(port: int, data_dir: Path, site: str = "", phone_dir: Path | None = None) -> int:
    """Serve until it is stopped; return an exit code.

    Args:
        port: Port on the loopback address; 0 takes a free one.
        data_dir: Folder of the database and the key.
        site: Where a proxy of one's own shows the app ("https://skin.example.org"); "" for this computer only.
        phone_dir: Folder of the phone edition, shown under /phone/; build/phone when None.
    """
    os.environ["MILIUM_SITE"] = site
    if phone_dir is not None:
        os.environ["MILIUM_PHONE"] = str(phone_dir.resolve())
    prepare(data_dir)
    port = port or _free_port()
    if not _is_free(port):
        print(f"Port {port} is taken. Stop what runs there, or choose another port.", file=sys.stderr)  # noqa: T201
        return TROUBLE
    from milium.web.signin import new_code

    print(f"{site or f'http://{HOST}:{port}'}/in/{new_code()}", flush=True)  # noqa: T201  (the one line people need)
    from django.db import connections

    connections.close_all()
    with suppress(KeyboardInterrupt):
        _serve(port)
    return OK


def _set_up(data_dir: Path) -> None:
    os.environ["MILIUM_DATA"] = str(data_dir.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milium.web.settings")
    import django

    django.setup()


def _serve(port: int) -> None:
    try:
        from granian.constants import Interfaces
        from granian.log import LogLevels
        from granian.server import Server
    except ImportError:
        _serve_simply(port)
        return
    Server(
        "milium.web.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.error,
    ).serve()


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *_args: Any) -> None:  # noqa: A002  (the name is wsgiref's)
        """Write nothing: a path is nobody's business."""


def _serve_simply(port: int) -> None:
    from milium.web.wsgi import application

    with make_server(HOST, port, application, server_class=_Threaded, handler_class=_Quiet) as server:
        server.serve_forever()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True

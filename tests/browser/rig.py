"""What the browser tests share: where the server is, and a watch over what a page does."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Request, ViewportSize

TODAY = date(2026, 11, 23)
PHONE = ViewportSize(width=360, height=740)


@dataclass
class Server:
    """A running app."""

    url: str
    clock: Path
    data: Path

    @property
    def base(self) -> str:
        return self.url.split("/in/")[0]

    def move_to(self, day: date) -> None:
        self.clock.write_text(day.isoformat(), encoding="ascii")


@dataclass
class Watch:
    """What a page did that a page must not do."""

    base: str
    messages: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.messages.append(message.text)

    def request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.base}/"):
            self.foreign.append(urlsplit(request.url).netloc)

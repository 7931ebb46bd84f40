"""Every screen once, without any framework: a request and the log in, a page and new events out."""

from milium.pages.door import open, trouble  # noqa: A004
from milium.pages.logs import Logs
from milium.pages.look import Look
from milium.pages.messages import Reply, Request

__all__ = ["Logs", "Look", "Reply", "Request", "open", "trouble"]

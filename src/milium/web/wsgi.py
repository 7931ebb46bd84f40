"""The application for a WSGI server."""

import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

from milium.adapters.packfiles import ENGLISH
from milium.errors import MiliumError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milium.web.settings")
application = get_wsgi_application()


def warm() -> None:
    """Read the packs before the first request, and let the collector never go through them again.

    They are a few hundred thousand objects that live as long as the process: to look at them anew
    with every full collection is what a request now and then would wait for.
    """
    from milium.web import parts  # Django must stand before the store is imported

    with suppress(MiliumError):  # a broken pack is told on the page that needs it
        knowledge = parts.look(ENGLISH).knowledge
        knowledge.safety, knowledge.identify, knowledge.audit, knowledge.texts, knowledge.track  # noqa: B018
    gc.collect()
    gc.freeze()


warm()

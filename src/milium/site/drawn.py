"""Templates as the build compiled them: the phone does not spend its time on reading them."""

import marshal
from collections.abc import Mapping, MutableMapping
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateNotFound


class Drawn(BaseLoader):
    """Gives Jinja what it would have made of the templates: name -> compiled code."""

    def __init__(self, codes: Mapping[str, bytes]) -> None:
        self._codes = codes

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  (Jinja's)
    ) -> Template:
        """Return a template.

        Raises:
            jinja2.TemplateNotFound: There is none of this name.
        """
        if name not in self._codes:
            raise TemplateNotFound(name)
        code = marshal.loads(self._codes[name])  # noqa: S302  (compiled by our own build, checked by hash)
        return environment.template_class.from_code(environment, code, {} if globals is None else globals, None)

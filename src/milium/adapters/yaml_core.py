"""YAML 1.2 core: `no`, `6_20` and dates stay text, and a key written twice is an error."""

import re
from collections.abc import Hashable
from typing import Any

import yaml

MOST_DEPTH = 60
TAGS = (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+0123456789.",
    ),
)


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader of the core schema; the C one where it is built in."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Return the mapping of a node.

        Raises:
            yaml.constructor.ConstructorError: A key is there twice, which YAML would swallow.
        """
        seen = set()
        for key_node, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable):
                if key in seen:
                    raise yaml.constructor.ConstructorError(None, None, f'"{key}" is there twice', key_node.start_mark)
                seen.add(key)
        return super().construct_mapping(node, deep=deep)

    def construct_yaml_int(self, node: Any) -> int:
        """Return a whole number: 012 is twelve, as YAML 1.2 has it; 0o14 and 0xc are too."""
        word = str(self.construct_scalar(node))
        return int(word, 0) if word[:2] in {"0o", "0x"} else int(word)


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in TAGS:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))

Core.add_constructor("tag:yaml.org,2002:int", Core.construct_yaml_int)

_TOO_DEEP = "it is nested too deeply"
_TOO_DEEP_FOR_THE_SCANNER = "exceeded maximum nesting depth"  # newer scanners count for themselves


def load(text: str) -> Any:
    """Parse YAML text into plain data.

    Raises:
        yaml.YAMLError: The text is no YAML, or is nested deeper than anything of ours ever is.
    """
    try:
        _stay_shallow(text)
    except yaml.MarkedYAMLError as error:
        if error.problem != _TOO_DEEP_FOR_THE_SCANNER:
            raise
        raise yaml.composer.ComposerError(None, None, _TOO_DEEP, error.problem_mark) from error
    return yaml.load(text, Loader=Core)  # noqa: S506  (a safe loader)


def _stay_shallow(text: str) -> None:
    """Count the nesting before anything is built: the builder recurses in C, where too deep is a crash."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=Core):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise yaml.composer.ComposerError(None, None, _TOO_DEEP, event.start_mark)

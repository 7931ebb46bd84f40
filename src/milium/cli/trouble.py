"""What the command line itself may have to refuse; each code is in docs/cli.md."""

from typing import ClassVar

from milium.errors import BadInput, MiliumError, place_of


class Usage(BadInput):
    """The command was not written the way it is meant."""

    code: ClassVar[str] = "usage"


class Unreadable(BadInput):
    """There is no such file, or it is not text, or it is far too big."""

    code: ClassVar[str] = "unreadable"


class BadSyntax(BadInput):
    """Text that should be JSON or YAML is neither."""

    code: ClassVar[str] = "bad_syntax"


class OurFault(MiliumError):
    """An error nobody foresaw: our bug, said without a traceback and without the person's data."""

    code: ClassVar[str] = "our_fault"


def our_fault(error: Exception, where: str) -> OurFault:
    """Turn an unforeseen exception into words; its own message may hold health data and is left out."""
    return OurFault(
        f"we could not finish this ({type(error).__name__} in {place_of(error)}). That is our fault, not yours.",
        where=where,
        fix="Nothing of yours was changed. Please report that place; your old routine stays as it is.",
    )


def as_data(error: MiliumError) -> dict[str, str]:
    """Return the plain JSON form of an error: code, problem, where, fix."""
    return {"code": error.code, "problem": error.problem, "where": error.where, "fix": error.fix}

"""Several people on one device: who there is, going to somebody else, adding and naming them."""

from milium.care.people import COLOURS, MOST_PEOPLE, MOST_SIGNS, find, is_taken, new_case, tidy
from milium.domain.events import PERSON
from milium.pages.journal import once_of
from milium.pages.messages import BAD_REQUEST, Reply
from milium.pages.visit import Visit


def people(visit: Visit) -> Reply:
    """Show who is on this device."""
    return _show(visit, None)


def switch(visit: Visit) -> Reply:
    """Go to somebody else; every page is theirs from then on."""
    chosen = find(visit.people, visit.request.one("person"))
    return visit.go("/", whose=chosen.case) if chosen else _show(visit, None)


def add(visit: Visit) -> Reply:
    """Add somebody, and go to them."""
    case = new_case(once_of(visit.request))
    if find(visit.people, case):  # the form came twice
        return visit.go("/", whose=case)
    if len(visit.people) >= MOST_PEOPLE:
        return _show(visit, "ui.people.too_many")
    return _named(visit, case, "/")


def rename(visit: Visit) -> Reply:
    """Give somebody another name or colour."""
    person = find(visit.people, visit.request.one("person"))
    return _named(visit, person.case, "/people", visit.whose) if person else _show(visit, None)


def _named(visit: Visit, case: str, then: str, whose: str | None = None) -> Reply:
    """Keep name and colour of a case; then be with `whose`, or with the person of the case."""
    name, colour = tidy(visit.request.one("name")), visit.request.one("colour")
    problem = _problem(visit, case, name, colour)
    if problem:
        return _show(visit, problem)
    journal = visit.journal(case)
    return visit.go(then, *visit.keep(journal, (PERSON, {"name": name, "colour": colour})), whose=whose or case)


def _problem(visit: Visit, case: str, name: str, colour: str) -> str | None:
    if not name:
        return "ui.people.no_name"
    if colour not in COLOURS:
        return "ui.people.no_colour"
    return "ui.people.taken" if is_taken(name, visit.people, but=case) else None


def _show(visit: Visit, problem: str | None) -> Reply:
    used = {one.colour for one in visit.people}
    return visit.page(
        "people.html",
        status=BAD_REQUEST if problem else 200,
        everybody=visit.people,
        colours=COLOURS,
        free=next((colour for colour in COLOURS if colour not in used), COLOURS[0]),
        most=MOST_SIGNS,
        room=len(visit.people) < MOST_PEOPLE,
        problem=problem,
        back="/",
    )

"""The crawler in a real browser: what the phone shows is traced, too, with its notices and its moved pages."""

from playwright.sync_api import Page

from browser.phone.conftest import go, seed
from browser.phone.host import Host
from milium import wiring
from pages_app import App, acid_night
from tracing import runs, unknown_facts, untraced

ENTERED = ("Gel cleanser", "Mandelic serum", "Light fluid")
NEW = ("/", "/bump/flags", "/baby", "/product", "/answers", "/answers/eye", "/data", "/data/erase", "/new")
LIVED = ("/bump/answer", "/bump/else", "/plan", "/tonight", "/shelf", "/week", "/count", "/evening/1", "/data")


def crawl(page: Page, host: Host, paths: tuple[str, ...]) -> int:
    known, read = wiring.care().knowledge.facts, 0
    for path in paths:
        go(page, host, path)
        body = page.locator("body").evaluate("(body) => body.outerHTML")
        assert [run.says for run in untraced(body, ENTERED)] == [], path
        assert unknown_facts(body, known) == set(), path
        read += len(runs(body))
    return read


def test_a_new_phone_shows_nothing_untraced(page: Page, host: Host) -> None:
    assert crawl(page, host, NEW) > 100


def test_a_phone_in_the_middle_of_a_plan_shows_nothing_untraced(page: Page, host: Host) -> None:
    app: App = acid_night()
    page.clock.set_fixed_time(f"{app.today.isoformat()}T20:00:00")
    seed(page, app.events)
    assert crawl(page, host, LIVED) > 100

"""Ways that several browser tests go."""

from collections.abc import Callable, Sequence

from playwright.sync_api import Page

Tap = Callable[[str], None]
Begin = Callable[[], None]  # be where the whole way to tonight leads
ANSWERS = {
    "age": "18 to 39 years",
    "opening": "No, it is smooth",
    "feel": "Like a hard bead",
    "colour": "Pearly white",
    "count": "6 to 20",
    "grouping": "Here and there, or just one",
    "duration": "6 months to 2 years",
    "change": "Stayed the same",
    "trigger": "Nothing I know of",
    "size": "1 to 2 mm",
    "redness": "No",
    "symptom": "Neither",
    "bleed_crust": "Never",
}
PROFILE = {
    "pregnancy": "No, or I can't be",
    "breastfeeding": "No",
    "sunscreen_ok": "Yes",
    "phototype": "Burns easily, tans a little",
    "past_dark_marks": "No",
    "contact_lenses": "No",
    "region": "European Union",
}
NIGHT_CREAM = (
    "Aqua, Glycerin, Lanolin, Paraffinum Liquidum, Cetearyl Alcohol, Petrolatum, Dimethicone, Cera Alba, "
    "Panthenol, Tocopheryl Acetate, Phenoxyethanol, Parfum, Limonene, Linalool"
)


def screen(page: Page) -> str:
    return page.url.rsplit("/", 1)[-1]


def interview(page: Page, tap: Tap, sites: tuple[str, ...] = ("Cheek, forehead or chin",), **other: str) -> int:
    """Answer the questions up to the answer; return how many taps it took from the first screen."""
    answers = {**ANSWERS, **other}
    tap("Check a bump")
    tap("None of these")
    taps = 2
    while screen(page) != "answer":
        at = screen(page)
        if at == "site":
            taps += places(page, tap, sites)
        else:
            tap("None of these" if at == "about" else answers[at])
            taps += 1
    return taps


def places(page: Page, tap: Tap, sites: Sequence[str]) -> int:
    """Say where the bumps are; return how many taps it took."""
    if len(sites) == 1:
        tap(sites[0])
        return 1
    page.get_by_text("In more than one place", exact=True).first.click()
    for site in sites:
        page.get_by_label(site).check()
    tap("Next")
    return len(sites) + 2


def about_me(page: Page, tap: Tap, base: str) -> None:
    """Answer the questions about the person."""
    page.goto(f"{base}/about")
    while "/about/" in page.url:
        at = screen(page)
        if at == "age":
            page.get_by_label("Age in years").fill("34")
            tap("Save and go on")
        else:
            tap(PROFILE.get(at, "None of these"))


def check_product(page: Page, tap: Tap, base: str, label: str, name: str, *, stays: bool = True) -> None:
    """Check a product by its label."""
    page.goto(f"{base}/product")
    page.get_by_label("The ingredients on the label").fill(label)
    page.get_by_label("Face", exact=True).check()
    page.get_by_label("It stays on" if stays else "It is washed off").check()
    page.get_by_label("Name of the product").fill(name)
    tap("Check it")


def put_on_shelf(page: Page, tap: Tap, **details: str) -> None:
    """Put the product just checked on the shelf, and say what the pack says."""
    tap("Put it on my shelf")
    for label, value in details.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    box = page.get_by_label("The pack says UVA or broad spectrum")
    if box.count():
        box.check()
    tap("Save")


def own_shelf(page: Page, tap: Tap, base: str) -> None:
    """Own a cleanser, a mandelic serum and a sunscreen."""
    check_product(page, tap, base, "Aqua, Glycerin, Coco-Glucoside, Betaine, Xanthan Gum", "Gel cleanser", stays=False)
    put_on_shelf(page, tap)
    serum = "Aqua, Mandelic Acid, Propanediol, Sodium Hydroxide, Xanthan Gum"
    check_product(page, tap, base, serum, "Mandelic serum")
    put_on_shelf(page, tap, Percent_of_Mandelic_Acid="8", pH_on_the_pack="3.8")
    sun = "Aqua, Ethylhexyl Salicylate, Bis-Ethylhexyloxyphenol Methoxyphenyl Triazine, Silica"
    check_product(page, tap, base, sun, "Light fluid SPF 50")
    put_on_shelf(page, tap, SPF_on_the_pack="50")


def plan_begins(page: Page, tap: Tap, base: str) -> None:
    """Go the whole way to tonight."""
    interview(page, tap)
    with page.expect_navigation():
        page.locator(".choice", has_text="A gentle plan").click()
    about_me(page, tap, base)
    own_shelf(page, tap, base)
    page.goto(f"{base}/plan")
    tap("Start tonight")

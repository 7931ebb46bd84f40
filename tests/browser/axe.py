"""What a machine can say about a screen (axe-core): the rules it breaks, and nothing that it keeps."""

from axe_playwright_python.base import AXE_FILE_PATH  # type: ignore[import-untyped]
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST = (*WCAG, "best-practice")
LOOK = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  const places = (one) => one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120));
  return found.violations.map((one) => [one.id, places(one)]);
}"""


def broken_rules(page: Page, tags: tuple[str, ...] = BEST) -> list[tuple[str, list[str]]]:
    """Return the rules that a screen breaks, each with the first places.

    axe goes in by the debugger, so the strict policy stays on, and once a screen.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    return [(rule, places) for rule, places in page.evaluate(LOOK, list(tags))]

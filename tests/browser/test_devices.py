"""The site without JavaScript, on phones, in dark mode, in print and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

Open = Callable[..., Visit]
DARK, LIGHT = "rgb(21, 21, 26)", "rgb(252, 251, 248)"


def addresses(page: Page, site: str) -> list[str]:
    """Every kind of page that the site has."""
    page.goto(site)
    works = page.locator("#works h4 a").evaluate_all("links => links.map(a => a.href)")
    return [site, f"{site}/?topic=none", f"{site}/?page=2", *works[:4], f"{site}/nowhere"]


def test_without_javascript_the_list_is_filtered_and_cleared(visit: Open, sample: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(sample)
    page.locator("#topic-steering").click()
    expect(page.locator("#works article")).to_have_count(2)
    assert page.url == f"{sample}/?topic=steering#publications"
    page.locator("#topic-interpretability").click()
    expect(page.locator("#works article")).to_have_count(1)
    page.locator("#topic-steering").click()
    expect(page.locator("#works article")).to_have_count(4)
    page.go_back()
    expect(page.locator("#works article")).to_have_count(1)
    page.locator("#all-topics").click()
    expect(page.locator("#works article")).to_have_count(8)


def test_without_javascript_see_more_links_to_the_full_abstract(visit: Open, sample: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(sample)
    entry = page.locator("#works article").first
    title = entry.locator("h4").inner_text()
    entry.locator(".abstract .toggle").click()
    assert page.url.endswith("#abstract")
    assert page.locator("h1").inner_text() == title
    expect(page.locator(".work .prose")).to_be_in_viewport()


def test_without_javascript_the_list_is_paged(visit: Open, large: str) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(large)
    page.get_by_role("link", name="Show more").click()
    assert "/?page=2#work-" in page.url
    works = page.locator("#works article")
    expect(works).to_have_count(50)
    expect(works.nth(25)).to_be_in_viewport()
    page.get_by_role("link", name="Show more").click()
    expect(works).to_have_count(64)
    page.get_by_role("link", name="Compact").click()
    assert page.url == f"{large}/?view=compact&page=3#publications"
    expect(works).to_have_count(64)
    expect(page.locator("#works .abstract")).to_have_count(0)
    page.goto(large)
    page.locator("article", has_text="Many hands").locator(".authors a").click()
    expect(page.locator("#authors")).to_contain_text("Author 38, Ada Roe")


@pytest.mark.parametrize("site", ["sample", "large"])
@pytest.mark.parametrize("width", [390, 320, 1280])
def test_no_page_overflows(
    visit: Open, request: pytest.FixtureRequest, site: str, width: int
) -> None:
    seen = visit(width, has_touch=width < 700, is_mobile=width < 700)
    page = seen.page
    for address in addresses(page, request.getfixturevalue(site)):
        page.goto(address)
        for toggle in page.locator(".abstract .toggle").all()[:3]:
            toggle.click()
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, address
    seen.complaints[:] = [c for c in seen.complaints if "404" not in c]


def test_touch_targets_are_large_enough(visit: Open, sample: str) -> None:
    page = visit(390, has_touch=True, is_mobile=True).page
    page.goto(sample)
    heights = page.locator("#works nav a, .more a, .tags .link").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 40


@pytest.mark.parametrize(("scheme", "colour"), [("light", LIGHT), ("dark", DARK)])
def test_pages_follow_the_colour_scheme(visit: Open, sample: str, scheme: str, colour: str) -> None:
    page = visit(color_scheme=scheme).page
    page.goto(sample)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == colour


def test_pages_print_without_controls(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    page.emulate_media(media="print", color_scheme="dark")
    for control in (".top", "#works nav", ".toggle"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_printed_list_says_how_much_it_shows_and_cuts_no_abstract(
    visit: Open, large: str
) -> None:
    page = visit().page
    page.goto(large)
    opened = page.locator("article", has_text="Study number 3").first
    opened.locator(".abstract .toggle").click()
    expect(opened.locator(".abstract")).to_contain_text("see less")
    page.emulate_media(media="print")
    expect(page.get_by_text("25 of 64 shown")).to_be_visible()
    expect(page.get_by_text("Show more")).to_be_hidden()
    expect(page.locator(".printed")).to_have_text(f"{large}/")
    assert page.locator(".abstract:visible").count() == 1
    expect(opened.locator(".abstract")).to_be_visible()
    headings = page.locator("h2, h3, h4").evaluate_all(
        "headings => headings.map(heading => getComputedStyle(heading).breakAfter)"
    )
    assert set(headings) == {"avoid"}


def test_printed_links_have_absolute_addresses(visit: Open, sample: str) -> None:
    page = visit().page
    for address in addresses(page, sample)[:-1]:
        page.goto(address)
        page.emulate_media(media="print")
        printed = page.locator(".link:visible").evaluate_all(
            "links => links.map(link => getComputedStyle(link, '::after').content)"
        )
        assert all("http" in text or "mailto:" in text for text in printed), address
        expect(page.locator(".printed")).to_contain_text(sample)


def test_the_first_tab_stop_is_the_skip_link(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_be_focused()
    expect(page.locator(".skip").first).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_arabic_titles_are_displayed_right_to_left(visit: Open, large: str) -> None:
    page = visit().page
    page.goto(large)
    title = page.locator("h4[lang=ar]")
    assert title.evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_a_first_visit_makes_few_requests(visit: Open, large: str) -> None:
    seen = visit()
    seen.page.goto(large)
    seen.page.wait_for_load_state("networkidle")
    fetched = [url.removeprefix(large) for url in seen.requests if "favicon" not in url]
    assert fetched[0] == "/"
    assert len(fetched) == 2
    # Elements inside formulas are not counted: their number depends on the content.
    assert seen.page.evaluate("document.querySelectorAll(':not(math *)').length") <= 700


def test_reduced_motion_is_respected(visit: Open, sample: str) -> None:
    page = visit(reduced_motion="reduce").page
    page.goto(sample)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_formulas_share_the_baseline_of_the_text(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    formula = page.locator(".abstract math").first
    beside = """element => {
        const mark = document.createElement("span");
        mark.style.cssText = "display: inline-block; width: 1px; height: 0";
        element.after(mark);
        const letter = element.querySelector("mi").getBoundingClientRect();
        return mark.getBoundingClientRect().bottom - letter.bottom;
    }"""
    assert abs(formula.evaluate(beside)) <= 2


def test_formulas_do_not_spread_the_lines_of_an_abstract(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(f"{sample}/publications/input-space-mode-connectivity-in-deep-neural-networks")
    abstract = page.locator(".work .prose")
    assert abstract.locator("math").count() == 4
    lines = abstract.evaluate("e => e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight)")
    assert abs(lines - round(lines)) < 0.05
    gaps = "e => getComputedStyle(e).marginTop"
    assert set(abstract.locator("math, em").evaluate_all(f"all => all.map({gaps})")) == {"0px"}

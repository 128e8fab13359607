"""The topic filter works in place and keeps URL, history, focus and scroll position right."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit

Open = Callable[..., Visit]


@pytest.fixture
def seen(visit: Open, sample: str) -> Visit:
    seen = visit()
    seen.page.goto(sample)
    return seen


def expect_list(page: Page, works: int, query: str, current: list[str]) -> None:
    """Expect the list, the URL and the topic pills to agree."""
    expect(page.locator("#works article")).to_have_count(works)
    assert page.url.partition("/?")[2].partition("#")[0] == query
    expect(page.locator("#works .pills [aria-current]")).to_have_count(len(current))
    for name in current:
        expect(page.locator("#works .pills [aria-current]", has_text=name)).to_have_count(1)


def test_selecting_a_topic_filters_in_place(seen: Visit) -> None:
    page = seen.page
    page.locator("#topic-steering").click()
    expect_list(page, 2, "topic=steering", ["Steering"])
    expect(page.locator("#announcement")).to_have_text("2 of 8 publications")
    expect(page.locator("#works .count")).to_have_text("2 of 8 publications")
    expect(page.locator("#topic-steering")).to_be_focused()
    expect(page).to_have_title("Steering · David Scott Krueger")
    assert seen.fragments() == ["publications?topic=steering"]
    assert sum(url.endswith("/") for url in seen.requests) == 1


def test_a_link_is_prepared_when_it_is_pointed_at(seen: Visit) -> None:
    page = seen.page
    prepared = page.locator("[data-htmx-powered]")
    # One of them is when the browser has nothing else to do, so that the next one takes less.
    expect(prepared).to_have_count(1)
    page.locator("#works h4 a").first.hover()
    expect(prepared).to_have_count(1)
    page.locator("#topic-steering").hover()
    expect(page.locator("#topic-steering[data-htmx-powered]")).to_have_count(1)
    expect(prepared).to_have_count(2)
    page.locator("#q").focus()
    expect(page.locator("form[data-htmx-powered]")).to_have_count(1)
    expect(prepared).to_have_count(3)


def test_a_click_without_pointing_first_filters_in_place(seen: Visit) -> None:
    seen.page.locator("#topic-steering").evaluate("(link) => link.click()")
    expect_list(seen.page, 2, "topic=steering", ["Steering"])
    assert seen.fragments() == ["publications?topic=steering"]


def test_selecting_a_topic_again_clears_the_filter(seen: Visit) -> None:
    page = seen.page
    page.locator("#topic-steering").click()
    expect_list(page, 2, "topic=steering", ["Steering"])
    page.locator("#topic-steering").click()
    expect_list(page, 8, "", ["All topics"])
    expect(page.locator("#announcement")).to_have_text("8 publications")


def test_several_topics_combine_and_topics_without_results_are_disabled(seen: Visit) -> None:
    page = seen.page
    page.locator("#topic-steering").click()
    expect_list(page, 2, "topic=steering", ["Steering"])
    page.locator("#topic-interpretability").click()
    expect_list(page, 1, "topic=interpretability&topic=steering", ["Interpretability", "Steering"])
    dead = page.locator("#topic-unlearning")
    expect(dead).to_have_attribute("aria-disabled", "true")
    expect(dead).to_have_text("Unlearning 0")
    dead.click(force=True)
    expect_list(page, 1, "topic=interpretability&topic=steering", ["Interpretability", "Steering"])
    page.locator("#all-topics").click()
    expect_list(page, 8, "", ["All topics"])


def test_back_forward_and_a_pasted_url_restore_the_filter(seen: Visit, visit: Open) -> None:
    page = seen.page
    page.locator("#topic-steering").click()
    expect_list(page, 2, "topic=steering", ["Steering"])
    page.locator("#topic-interpretability").click()
    expect_list(page, 1, "topic=interpretability&topic=steering", ["Interpretability", "Steering"])
    page.go_back()
    expect_list(page, 2, "topic=steering", ["Steering"])
    page.go_back()
    expect_list(page, 8, "", ["All topics"])
    page.go_forward()
    expect_list(page, 2, "topic=steering", ["Steering"])
    assert page.locator("h1").count() == 1
    assert page.locator("header").count() == 1
    address = page.url
    page.reload()
    expect_list(page, 2, "topic=steering", ["Steering"])
    pasted = visit().page
    pasted.goto(address)
    expect_list(pasted, 2, "topic=steering", ["Steering"])
    # After Back, the restored list must still work.
    page.go_back()
    page.locator("#topic-unlearning").click()
    expect_list(page, 1, "topic=unlearning", ["Unlearning"])


def test_back_from_a_work_shows_the_filtered_list(seen: Visit) -> None:
    page = seen.page
    page.locator("#topic-steering").click()
    expect_list(page, 2, "topic=steering", ["Steering"])
    page.locator("#works h4 a").first.click()
    expect(page.locator(".work h1")).to_be_visible()
    page.go_back()
    expect_list(page, 2, "topic=steering", ["Steering"])
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(252, 251, 248)"


def test_filtering_keeps_the_scroll_position(seen: Visit) -> None:
    page = seen.page
    control = page.locator("#topic-interpretability")
    control.scroll_into_view_if_needed()
    page.evaluate("scrollBy({top: 200, behavior: 'instant'})")
    before = page.evaluate("scrollY")
    assert before > 300
    control.click()
    expect_list(page, 4, "topic=interpretability", ["Interpretability"])
    assert page.evaluate("scrollY") == before


def test_filtering_works_with_the_keyboard_alone(seen: Visit) -> None:
    page = seen.page
    page.locator("#all-topics").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#works article")).to_have_count(4)
    focused = page.evaluate("document.activeElement.id")
    assert focused == "topic-interpretability"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id").startswith("topic-")


def test_hovering_preloads_the_filtered_list(seen: Visit) -> None:
    control = seen.page.locator("#topic-steering")
    with seen.page.expect_response(lambda r: "/fragments/" in r.url):
        control.hover()
    control.evaluate("element => element.click()")
    expect_list(seen.page, 2, "topic=steering", ["Steering"])
    seen.page.wait_for_timeout(300)
    assert seen.fragments() == ["publications?topic=steering"]


@pytest.mark.parametrize("preloaded", [True, False])
def test_the_last_selection_wins_when_the_first_response_arrives_last(
    seen: Visit, preloaded: bool
) -> None:
    page = seen.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/fragments/publications?topic=unlearning", hold)
    slow = page.locator("#topic-unlearning")
    if preloaded:
        slow.dispatch_event("mouseenter")
    slow.evaluate("element => element.click()")
    page.wait_for_timeout(100)
    page.locator("#topic-steering").evaluate("element => element.click()")
    expect_list(page, 2, "topic=steering", ["Steering"])
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    expect_list(page, 2, "topic=steering", ["Steering"])


@pytest.mark.parametrize("preloaded", [True, False])
def test_the_last_selection_wins_when_responses_arrive_in_order(
    seen: Visit, preloaded: bool
) -> None:
    page = seen.page
    held: dict[str, Route] = {}
    page.route(
        "**/fragments/publications?*", lambda route: held.update({route.request.url[-8:]: route})
    )
    for name in ("unlearning", "steering"):
        if preloaded:
            page.locator(f"#topic-{name}").dispatch_event("mouseenter")
        page.locator(f"#topic-{name}").evaluate("element => element.click()")
        page.wait_for_timeout(100)
    for ending in ("learning", "steering"):
        if ending in held:
            held[ending].continue_()
        page.wait_for_timeout(200)
    expect_list(page, 2, "topic=steering", ["Steering"])


@pytest.mark.parametrize("key", ["ctrlKey", "shiftKey"])
def test_a_ctrl_or_shift_click_is_left_to_the_browser(seen: Visit, key: str) -> None:
    held = """(element, key) => {
        const click = new MouseEvent("click", {[key]: true, bubbles: true, cancelable: true});
        let held = null;
        window.addEventListener("click", event => {
            setTimeout(() => { held = event.defaultPrevented });
        }, {once: true, capture: true});
        element.dispatchEvent(click);
        return new Promise(done => setTimeout(() => done(held), 100));
    }"""
    assert seen.page.locator("#topic-steering").evaluate(held, key) is False
    assert seen.fragments() == []
    expect_list(seen.page, 8, "", ["All topics"])

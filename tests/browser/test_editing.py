"""What JavaScript adds to editing forms: confirmations, shortcuts, signing in again."""

from flask import Flask
from playwright.sync_api import Page, expect

from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions
from tests.support.browser_sessions import answered, open_biography


def type_and_wait(page: Page, text: str) -> None:
    """Type and wait for the preview."""
    page.keyboard.type(text)
    expect(page.locator("#biography-biography-preview")).to_contain_text(text.strip())


def test_saving_closes_the_form_and_restores_the_focus(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    open_biography(page)
    page.keyboard.press("Control+End")
    page.keyboard.type(" And *salt*.")
    expect(page.locator(".preview em")).to_have_text("salt")
    expect(page.locator(".unsaved")).to_have_text("Unsaved changes")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".saved")).to_be_visible()
    expect(page.locator("#biography .prose em")).to_have_text("salt")
    expect(page.get_by_role("link", name="Edit: biography")).to_be_focused()
    page.locator("#biography").get_by_role("button", name="Undo").click()
    expect(page.locator("#biography .prose")).to_have_text("I study tides.")


def test_escape_asks_before_discarding_changes(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    open_biography(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Edit: biography")).to_be_focused()
    open_biography(page)
    type_and_wait(page, "New. ")
    asked = answered(page, accept=False)
    page.keyboard.press("Escape")
    expect(page.get_by_label("Biography", exact=True)).to_have_value("New. I study tides.")
    assert asked == ["Discard your unsaved changes?"]


def test_leaving_with_unsaved_changes_asks_for_confirmation(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    open_biography(page)
    type_and_wait(page, "New. ")
    asked = answered(page, accept=True)
    page.reload()
    assert len(asked) == 1
    page.reload()
    assert len(asked) == 1


def test_filtering_the_list_asks_before_discarding_an_open_form(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    page.get_by_role("link", name="Edit: On tides").click()
    title = page.get_by_label("Title", exact=True)
    title.fill("On waves")
    expect(page.locator("[id$=title-preview]")).to_have_text("On waves")
    asked = answered(page, accept=False)
    # Hovering preloads the list; wait for the response, as the server stops after the test.
    with page.expect_response("**/fragments/publications?topic=tides"):
        page.locator("#topic-tides").hover()
    page.locator("#topic-tides").click()
    expect(title).to_have_value("On waves")
    page.get_by_label("Sort by").select_option("oldest")
    expect(title).to_have_value("On waves")
    assert asked == ["Discard your unsaved changes?"] * 2


def test_a_double_click_saves_once(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    open_biography(page)
    type_and_wait(page, "New. ")
    save = page.locator(".actions").get_by_role("button", name="Save", exact=True)
    # Both clicks before any response: a real second click might hit what replaced the button.
    save.evaluate("button => { button.click(); button.click(); }")
    expect(page.locator(".saved")).to_be_visible()
    expect(page.locator("#biography .prose")).to_have_text("New. I study tides.")
    page.goto(page.url.rstrip("/") + "/edit/history")
    expect(page.get_by_role("heading", name="Edited the biography")).to_have_count(1)


def test_the_first_invalid_field_has_the_focus_and_the_summary_links_to_it(
    desk: tuple[Page, Flask],
) -> None:
    page, _ = desk
    page.get_by_role("link", name="Edit: On tides").click()
    page.get_by_label("Year", exact=True).fill("20255")
    page.get_by_label("Venue", exact=True).press("Enter")
    year = page.get_by_label("Year", exact=True)
    expect(year).to_be_focused()
    expect(year).to_have_value("20255")
    expect(year).to_have_attribute("aria-invalid", "true")
    described = (year.get_attribute("aria-describedby") or "").split()
    assert "Enter a year from" in page.locator(f"#{described[-1]}").inner_text()
    # Input that is not a number is kept too.
    year.fill("2025?")
    year.press("Enter")
    expect(page.locator(".error")).to_have_text("Enter digits only.")
    expect(year).to_have_value("2025?")
    page.get_by_label("Title", exact=True).focus()
    page.locator(".wrongs a").click()
    expect(year).to_be_focused()
    expect(page.locator(".unsaved")).to_have_text("Unsaved changes")


def test_rows_move_in_place_and_keep_the_focus(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    page.get_by_role("link", name="Edit: On tides").click()
    page.get_by_role("button", name="Move up: author 2").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name, author 1", exact=True)).to_have_value("Kim Li")
    expect(page.get_by_role("button", name="Move down: author 1")).to_be_focused()
    expect(page.locator(".unsaved")).to_have_text("Unsaved changes")


def test_an_expired_session_asks_to_sign_in_in_place_and_then_saves(
    desk: tuple[Page, Flask],
) -> None:
    page, app = desk
    open_biography(page)
    type_and_wait(page, "New. ")
    end_all_sessions(app)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#biography")).to_contain_text("nothing you typed is lost")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#biography .prose")).to_have_text("New. I study tides.")


def test_a_conflict_between_two_windows_shows_both_versions(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    other = page.context.new_page()
    other.goto(page.url)
    for window, text in ((page, "Mine. "), (other, "Theirs. ")):
        open_biography(window)
        window.keyboard.type(text)
    other.keyboard.press("Control+Enter")
    expect(other.locator(".saved")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".conflict .text")).to_have_text(
        ["Mine. I study tides.", "Theirs. I study tides."]
    )
    page.get_by_label("Newer version").check()
    page.locator(".actions").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#biography .prose")).to_have_text("Theirs. I study tides.")

"""Form controls: showing a password, cropping a photograph, fonts."""

from pathlib import Path

from flask import Flask
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

PIXEL = """canvas => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 176, 176, 1, 1, 0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


def test_a_password_is_shown_and_hidden_again(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    page.goto(f"{page.url.rstrip('/')}/edit/account")
    password = page.get_by_label("New password", exact=True)
    button = page.locator(".field", has=password).get_by_role("button")
    password.fill("tides of the cape")
    expect(password).to_have_attribute("type", "password")
    for words, kind in (("Show", "text"), ("Hide", "password")):
        expect(button).to_have_text(words)
        button.click()
        expect(password).to_have_attribute("type", kind)
        expect(password).to_have_value("tides of the cape")


def test_the_cropped_photograph_is_previewed_before_the_upload(
    desk: tuple[Page, Flask], tmp_path: Path
) -> None:
    page, _ = desk
    page.goto(f"{page.url.rstrip('/')}/edit/portrait")
    picture = Pillow.new("RGB", (600, 300), "red")
    picture.paste("blue", (300, 0, 600, 300))
    picture.save(tmp_path / "ada.png")
    canvas = page.locator("canvas[data-crop]")
    expect(canvas).to_be_hidden()
    page.get_by_label("Photograph", exact=True).set_input_files(tmp_path / "ada.png")
    expect(canvas).to_be_visible()
    expect(page.locator(".cropping svg, .cropping picture")).to_have_count(0)
    for side, colour in (("0", [255, 0, 0]), ("100", [0, 0, 255])):
        page.get_by_label("Horizontal position").fill(side)
        assert canvas.evaluate(PIXEL) == colour


def test_short_multiline_fields_use_the_font_of_other_fields(desk: tuple[Page, Flask]) -> None:
    page, _ = desk
    font = "one => getComputedStyle(one).fontFamily"
    site = page.url.rstrip("/")
    page.goto(f"{site}/edit/profile")
    plain = page.get_by_label("Affiliation").evaluate(font)
    for label in ("Memberships", "Names you publish under"):
        assert page.get_by_label(label).evaluate(font) == plain
    page.goto(f"{site}/edit/biography")
    assert page.locator("textarea").evaluate(font) != plain
    page.goto(f"{site}/edit/import")
    assert "mono" in page.locator("textarea").evaluate(font)

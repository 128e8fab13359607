"""Draw the pictures of the README and the guide from the sample: `make screenshot`."""

import tempfile
from io import BytesIO
from pathlib import Path

from flask import Flask
from PIL import Image
from playwright.sync_api import FloatRect, Page, sync_playwright

from tests.browser import install
from tests.browser.conftest import load_sample, serve
from tests.support.browser_sessions import sign_in_page

APP = Path(__file__).parents[2] / "app"
# An entry with what the sample lacks, and one that is new.
BIBLIOGRAPHY = r"""@inproceedings{vrabel2025,
  title = {Input Space Mode Connectivity in Deep Neural Networks},
  author = {Jakub Vrabel and Ori Shem-Ur and Yaron Oz and David Krueger},
  booktitle = {ICLR}, year = 2025, pages = {1--18}, eprint = {2409.05800}
}
@article{roe2026,
  title = {Tides in \emph{Shallow} Seas}, author = {Roe, Ada and Krueger, David},
  journal = {Journal of Tides}, year = 2026, volume = 4, doi = {10.1000/tides}
}
"""


def draw() -> None:
    """Write each picture, in few colours."""
    apps: list[Flask] = []

    def load(app: Flask) -> None:
        apps.append(app)
        load_sample(app)

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = serve(Path(folder), load)
        browser = install.launch(playwright)
        page = browser.new_page()
        url = next(site)
        _draw_profile(page, url)
        _draw_import(page, url, apps[0])
        browser.close()
        next(site, None)


def _draw_profile(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 2000})
    page.goto(url)
    _save(page.screenshot(), APP / "sample" / "profile.png", 128)


def _draw_import(page: Page, url: str, app: Flask) -> None:
    """Draw the preview of an import, without the bar above it."""
    page.set_viewport_size({"width": 860, "height": 960})
    sign_in_page(page, url, app)
    page.goto(f"{url}/edit/import")
    page.get_by_label("Or paste").fill(BIBLIOGRAPHY)
    page.get_by_role("button", name="Preview").click()
    page.wait_for_url("**/import/1")
    top = page.locator("main").bounding_box()
    assert top
    clip: FloatRect = {"x": 0, "y": top["y"], "width": 860, "height": 960 - top["y"]}
    _save(page.screenshot(clip=clip), APP / "guide" / "pictures" / "import-preview.png", 64)


def _save(picture: bytes, file: Path, colors: int) -> None:
    file.parent.mkdir(exist_ok=True)
    drawn = Image.open(BytesIO(picture)).convert("RGB")
    drawn.quantize(colors).save(file, optimize=True)


if __name__ == "__main__":
    draw()

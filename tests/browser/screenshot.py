"""Draw the README's picture from the sample: `make screenshot`."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser import install
from tests.browser.conftest import load_sample, serve

PICTURE = Path(__file__).parents[2] / "app" / "sample" / "profile.png"
SIZE: ViewportSize = {"width": 1280, "height": 2000}


def draw() -> None:
    """Write the picture of the profile page, in few colours."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = serve(Path(folder), load_sample)
        browser = install.launch(playwright)
        page = browser.new_page(viewport=SIZE)
        page.goto(next(site))
        drawn = Image.open(BytesIO(page.screenshot()))
        browser.close()
        next(site, None)
    drawn.convert("RGB").quantize(128).save(PICTURE, optimize=True)


if __name__ == "__main__":
    draw()

"""The same steps with a mouse, with the keyboard alone, by touch, and without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

FAR = 400
# About how many Tabs an element is away from the focused one; negative is backwards.
TAB_DISTANCE = """element => {
  if (element === document.activeElement) return 0;
  // Of radios that belong together, Tab stops at the one that is chosen.
  const isPassed = (one) => one.type === "radio" && !one.checked &&
    document.querySelector(`[type=radio][name="${one.name}"]:checked`);
  const can = "a[href], button:enabled, input:enabled, select, textarea, summary";
  const stops = [...document.querySelectorAll(can)]
    .filter((one) => one.tabIndex >= 0 && one.checkVisibility() && !isPassed(one));
  const distance = stops.indexOf(element) - stops.indexOf(document.activeElement);
  return distance || 1;
}"""


class Mouse:
    """Points and clicks."""

    options: dict[str, Any] = {"width": 1280}  # noqa: RUF012 (nobody writes to it)

    def __init__(self, page: Page) -> None:
        self.page = page
        page.on("dialog", lambda dialog: dialog.accept())

    def press(self, locator: Locator) -> None:
        """Press a button, link or box."""
        locator.click()

    def type(self, locator: Locator, text: str) -> None:
        """Put a text in place of what a field holds."""
        locator.click()
        self._write(text)

    def choose_file(self, locator: Locator, file: Path) -> None:
        """Choose a file as its window would."""
        self._choose(lambda: self.press(locator), file)

    def _choose(self, press: Callable[[], None], file: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            press()
        chooser.value.set_files(file)

    def _write(self, text: str) -> None:
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)


class Keys(Mouse):
    """Goes from one thing to the next with Tab, and presses Enter or Space."""

    def press(self, locator: Locator) -> None:
        """Reach it, and press the key that works it."""
        self._reach(locator)
        kind = locator.get_attribute("type")
        self.page.keyboard.press("Space" if kind in {"checkbox", "radio"} else "Enter")

    def type(self, locator: Locator, text: str) -> None:
        """Reach the field and write."""
        self._reach(locator)
        self._write(text)

    def _reach(self, locator: Locator) -> None:
        locator.wait_for()
        pressed = 0
        while (distance := locator.evaluate(TAB_DISTANCE)) and pressed < FAR:
            for _ in range(abs(distance)):
                self.page.keyboard.press("Tab" if distance > 0 else "Shift+Tab")
            pressed += abs(distance)
        if not distance:
            return
        raise AssertionError(f"no number of Tabs reaches {locator}")


class Touch(Mouse):
    """Taps, on a phone."""

    options: dict[str, Any] = {"width": 390, "has_touch": True, "is_mobile": True}  # noqa: RUF012

    def press(self, locator: Locator) -> None:
        """Tap."""
        locator.tap()

    def type(self, locator: Locator, text: str) -> None:
        """Tap the field and write."""
        locator.tap()
        self._write(text)


class NoScript(Mouse):
    """A mouse, where the browser runs no script."""

    options: dict[str, Any] = {"width": 1280, "java_script_enabled": False}  # noqa: RUF012


INPUT_METHODS = (Mouse, Keys, Touch, NoScript)

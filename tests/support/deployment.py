"""The deployment files and the guide's pages about them, as tests read them."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "app" / "deploy"
GUIDE = ROOT / "app" / "guide"
PAGES = GUIDE / "hosting"
_BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r'"(?:\\.|[^"])*"|[{};]|[^\s{};"]+')


def deployment_files() -> list[Path]:
    """Return all files of the folder."""
    return sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.suffix != ".pyc")


def hosting_pages() -> list[Path]:
    """Return the guide's pages about hosting, the overview first."""
    return [GUIDE / "hosting.md", *sorted(PAGES.glob("*.md"))]


def code_blocks(page: str, language: str) -> list[str]:
    """Return the blocks of a page in a language, without their indentation."""
    return [textwrap.dedent(code) for name, code in _BLOCK.findall(page) if name == language]


def without_comments(text: str) -> str:
    """Return a file without the lines and the ends of lines that are comments."""
    return re.sub(r"(?m)^\s*#.*$|\s#\s.*$", "", text)


def nginx_directives(text: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Give each directive of a configuration with the blocks that it is in."""
    blocks: list[str] = []
    words: list[str] = []
    for word in _WORD.findall(without_comments(text)):
        if word == ";":
            yield tuple(blocks), words
            words = []
        elif word == "{":
            blocks.append(" ".join(words))
            words = []
        elif word == "}":
            blocks.pop()
        else:
            words.append(word)


def unit_settings(path: Path) -> dict[str, list[str]]:
    """Return the settings of a systemd unit, each with all its values."""
    found: dict[str, list[str]] = {}
    text = without_comments(path.read_text()).replace("\\\n", " ")
    for name, value in re.findall(r"(?m)^(\w+)=(.*)$", text):
        found.setdefault(name, []).append(value)
    return found


def bytes_of(size: str) -> int:
    """Return a size as configurations write it, such as 64m or 64MiB."""
    found = re.fullmatch(r"(\d+)(|[kmg](?:i?b)?)", size.lower())
    assert found, size
    power: int = ["", "k", "m", "g"].index(found[2][:1])
    return int(found[1]) << 10 * power

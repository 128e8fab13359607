import re
from unittest.mock import patch

from app.bibliography.text.patterns import late_pattern


def test_a_pattern_is_compiled_once_when_it_is_used() -> None:
    with patch.object(re, "compile", wraps=re.compile) as compiled:
        tide = late_pattern(r"(?P<height>\d+) M", re.IGNORECASE)
        assert compiled.call_count == 0
        assert [found["height"] for found in tide.finditer("3 m, then 12 M")] == ["3", "12"]
        for text, found in (("7 m", True), ("7 mm", False), ("at 7 m", False)):
            assert (tide.fullmatch(text) is not None) is found
        assert tide.sub(r"\g<height> metres", "3 m") == "3 metres"
        assert (tide.pattern, tide.groups) == (r"(?P<height>\d+) M", 1)
    compiled.assert_called_once_with(r"(?P<height>\d+) M", re.IGNORECASE)

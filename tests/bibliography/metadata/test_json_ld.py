"""Linked data as text that can't leave the block of a page that it stands in."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from app.bibliography.metadata import json_ld

HOSTILE = ["</script>", "<!--", "<script", "]]>", "&amp;", "\u2028", "\u2029", "\\", '"', "é"]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=5).map("".join)


@given(st.dictionaries(texts, texts | st.lists(texts, max_size=2), max_size=3))
def test_any_text_is_safe_within_html_and_stays_the_same(data: dict[str, object]) -> None:
    text = json_ld.to_text(data)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"@context": "https://schema.org", **data}


def test_missing_and_empty_values_are_omitted() -> None:
    assert json_ld.without_empty({"a": None, "b": "", "c": [], "d": {}, "e": 0}) == {"e": 0}

"""Feeds with any text in them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from app.bibliography.text.characters import clean
from app.services.exporting.feeds.feed import Feed, FeedEntry

# Whatever a database may hold, with what XML has no way to write.
HOSTILE = [
    "]]>",
    "<![CDATA[",
    "\x00",
    "\x0b",
    "\x1f",
    "\ud800",
    "\ufffe",
    "&amp;",
    "<b>",
    '"',
    "\\'e",
]
texts = st.lists(st.text(max_size=8) | st.sampled_from(HOSTILE), max_size=6).map("".join)
named = texts.map(lambda text: f"x{text}")
SINCE = datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC)
moments = st.integers(0, 10**6).map(lambda minutes: SINCE + timedelta(minutes=minutes))


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """Make a feed."""
    made = [entry(draw, number) for number in range(draw(st.integers(0, 3)))]
    return Feed(
        id="tag:ada.example,2026-03-07:feed",
        title=draw(named),
        home="https://ada.example/",
        address="https://ada.example/feed.atom",
        author=draw(named),
        updated=max((one.updated for one in made), default=SINCE),
        entries=made,
    )


def entry(draw: st.DrawFn, number: int) -> FeedEntry:
    """Make an entry."""
    published = draw(moments)
    return FeedEntry(
        id=f"tag:ada.example,2026-03-07:work/{number}",
        url=f"https://ada.example/publications/work-{number}",
        title=draw(named),
        authors=draw(st.lists(named, max_size=3)),
        html=draw(texts),
        topics=draw(st.lists(named, max_size=2, unique_by=clean)),
        pdf=draw(st.none() | st.just("https://a.example/?b=1&c=2")),
        language=draw(st.none() | st.just("de")),
        published=published,
        updated=max(published, draw(moments)),
    )

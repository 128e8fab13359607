"""Which browser a session is in, in words that its owner knows it by."""

# The first that a `User-Agent` names is it: most browsers name others after themselves.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "a Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def words(user_agent: str) -> str:
    """Return "Firefox on Linux" for what a browser says of itself."""
    browser = _first(BROWSERS, user_agent) or "Some browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(known: dict[str, str], user_agent: str) -> str | None:
    return next((name for sign, name in known.items() if sign in user_agent), None)

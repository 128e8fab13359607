"""Random texts of records, in other languages, too."""

from random import Random

from app.services.catalog.translations import texts
from app.services.catalog.translations.tables import TextTable

WORDS = ("tides", "salt", "\\emph{sea}", "wind & rain", "the cape", "$x_1$", "Ärzte", "cloud")
LANGUAGES = ("fr", "ar")


def text(chance: Random, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


def translations(chance: Random, table: TextTable) -> dict[str, str]:
    """Return new or no texts of some fields of a table in other languages."""
    keys = [texts.key(field, language) for field in table.fields for language in LANGUAGES]
    chosen = chance.sample(keys, chance.randint(0, len(keys)))
    return {key: chance.choice(["", text(chance, 3)]) for key in chosen}


def names(chance: Random) -> dict[str, str]:
    """Return new or no names in other languages that no other record has."""
    number = chance.getrandbits(32)
    return {f"name.{language}": chance.choice(["", f"Nom {number}"]) for language in LANGUAGES}

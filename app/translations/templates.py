"""The functions of templates for texts: `_`, `ngettext`, `pgettext` and `{% trans %}`.

Values are escaped, texts are not: they may have elements. A percent sign is always written `%%`.
"""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.translations.lookup import format_number, look_up, look_up_plural


def configure(environment: Environment) -> None:
    """Make these the functions that templates call."""
    environment.policies["ext.i18n.trimmed"] = True
    # `{% trans %}` leaves it to the function to insert the values.
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    texts = {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext}
    environment.globals.update(texts)


@pass_eval_context
def gettext(context: EvalContext, text: str, /, **values: Any) -> str:
    """Return a text in the language used now."""
    found = _safe(look_up(text)) if context.autoescape else look_up(text)
    return found % values if "%" in found else found


@pass_eval_context
def ngettext(context: EvalContext, singular: str, plural: str, num: int, /, **values: Any) -> str:
    """Return the text for a number, which is inserted as %(num)s in the format of the language."""
    found = look_up_plural(singular, plural, num)
    values = {"num": format_number(num), **values}
    return (_safe(found) if context.autoescape else found) % values


@pass_eval_context
def pgettext(context: EvalContext, of: str, text: str, /, **values: Any) -> str:
    """Return a text whose translation depends on where it is."""
    found = look_up(text, of)
    found = _safe(found) if context.autoescape else found
    return found % values if "%" in found else found


@lru_cache(maxsize=8192)
def _safe(text: str) -> Markup:
    return Markup(text)

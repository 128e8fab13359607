"""The functions of templates for texts: `_`, `ngettext`, `pgettext` and `{% trans %}`.

Values are escaped, texts are not: they may have elements. A percent sign is always written `%%`.
"""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

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
    return _with_values(context, look_up(text), values)


@pass_eval_context
def ngettext(context: EvalContext, singular: str, plural: str, num: int, /, **values: Any) -> str:
    """Return the text for a number, which is inserted as %(num)s in the format of the language."""
    found = look_up_plural(singular, plural, num)
    return _with_values(context, found, {"num": format_number(num), **values})


@pass_eval_context
def pgettext(context: EvalContext, of: str, text: str, /, **values: Any) -> str:
    """Return a text whose translation depends on where it is."""
    return _with_values(context, look_up(text, of), values)


def _with_values(context: EvalContext, text: str, values: dict[str, Any]) -> str:
    if not context.autoescape:
        return text % values if "%" in text else text
    if "%" not in text:
        return _safe(text)
    # As Markup would escape them, in a fifth of the time.
    safe = {name: escape(value) for name, value in values.items()}
    return Markup(text % safe)


@lru_cache(maxsize=8192)
def _safe(text: str) -> Markup:
    return Markup(text)

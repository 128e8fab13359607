"""Forms whose texts are in the site's languages: each field once for each of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError

from app.forms.base import EditForm
from app.forms.fields import Required
from app.services.catalog.translations import texts
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.tables import TextTable
from app.translations.languages import (
    direction,
    known_languages,
    language_name,
    name_in_text,
)
from app.translations.text import gettext as _

# Of a field in another language: neither suggestions nor what browsers know of the user.
OWN_ATTRIBUTES = ("list", "autocomplete")


class TranslatedForm(EditForm):
    """A form with the fields named in `translated` in every language of the site.

    Beside `biography`, it has `biography.fr` and so on, without `Required` but with all other
    validators, inline ones included. `field.in_languages` lists them, in the site's order.
    """

    translated: tuple[str, ...] = ()

    def __init__(
        self, formdata: MultiDict[str, Any] | None = None, *args: Any, **kwargs: Any
    ) -> None:
        self.own_language = self.language_of(kwargs.get("data") or {})
        self.other_languages = site_languages().besides(self.own_language)
        self.other_languages += self._typed_in(formdata or MultiDict())
        if self.other_languages:
            self._unbound_fields = list(self._in_all_languages())
        super().__init__(formdata, *args, **kwargs)
        for name in self.translated if self.other_languages else ():
            self._mark(name)

    @classmethod
    def language_of(cls, _data: Mapping[str, Any]) -> str:
        """Return the language of the fields' own texts, given the form's current values."""
        return site_languages().of_texts

    def set_place(self, place: str) -> None:
        """Prefix the ids of all fields; selectors take a dot for a class."""
        super().set_place(place)
        for field in self:
            field.id = field.label.field_id = field.id.replace(".", "-")

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate translations with the inline validators of their fields, too."""
        extra = dict(extra_validators or {})
        for name in self.translated:
            if inline := getattr(self.__class__, f"validate_{name}", None):
                for tag in self.other_languages:
                    key = texts.key(name, tag)
                    extra[key] = [*extra.get(key, []), inline]
        return super().validate(extra)

    def refuse_texts_in(self, language: str) -> None:
        """Refuse translations into what becomes the language of the fields' own texts."""
        keys = (texts.key(name, language) for name in self.translated)
        if any(key in self and self[key].data for key in keys):
            raise ValidationError(
                _(
                    "This version has translations into this language (%(language)s)."
                    " Move them into its own fields, or empty them.",
                    language=name_in_text(language),
                )
            )

    def _typed_in(self, formdata: MultiDict[str, Any]) -> list[str]:
        """Return the languages of texts that the site lost while the form was open."""
        names = (texts.parts(name, self.translated) for name, text in formdata.items() if text)
        typed = dict.fromkeys(tag for _field, tag in filter(None, names))
        return [
            tag for tag in typed if tag in known_languages() and tag not in self.other_languages
        ]

    def _in_all_languages(self) -> "Iterator[tuple[str, UnboundField[Any]]]":
        for name, unbound in self._unbound_fields:
            yield name, unbound
            if name in self.translated:
                for tag in self.other_languages:
                    yield texts.key(name, tag), _translation(unbound)

    def _mark(self, name: str) -> None:
        """Label a field and its translations with their languages."""
        fields = [(self.own_language, self[name])]
        fields += [(tag, self[texts.key(name, tag)]) for tag in self.other_languages]
        label = str(self[name].label.text)
        for tag, field in fields:
            _set_language(field, label, tag)
        order = [*site_languages().tags, *(tag for tag, _field in fields)]
        in_order = [field for _tag, field in sorted(fields, key=lambda one: order.index(one[0]))]
        # For the template.
        vars(self[name]).update(plain_label=label, in_languages=in_order)


def language_of_text(name: str) -> str:
    """Return the language of a field by its name, "" for the field of the record itself."""
    return name.partition(".")[2]


def refuse_known_name(table: TextTable, language: str, name: str, own: str) -> None:
    """Refuse a name that another record has in this language, ignoring case."""
    known = (one for one in texts.names_in(table, language) if one != own)
    if name and any(one.casefold() == name.casefold() for one in known):
        raise ValidationError(
            _("Another one is already called “%(name)s” in this language.", name=name)
        )


def _translation(unbound: "UnboundField[Any]") -> "UnboundField[Any]":
    label, validators, *others = unbound.args
    kept = [one for one in validators if not isinstance(one, Required)]
    attributes = unbound.kwargs.get("render_kw") or {}
    own = {name: value for name, value in attributes.items() if name not in OWN_ATTRIBUTES}
    kwargs = {**unbound.kwargs, "render_kw": own}
    return UnboundField(unbound.field_class, label, kept, *others, **kwargs)


def _set_language(field: Field, label: str, tag: str) -> None:
    field.label.text = _("%(label)s (%(language)s)", label=label, language=name_in_text(tag))
    vars(field).update(language_name=language_name(tag))
    field.render_kw = {**(field.render_kw or {}), "lang": tag, "dir": direction(tag)}

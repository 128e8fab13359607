"""The form of a topic."""

from wtforms import StringField
from wtforms.validators import ValidationError

from app.forms.fields import Line, Required
from app.forms.translated import TranslatedForm, language_of_text, refuse_known_name
from app.services.catalog.translations import tables
from app.services.editing import topics
from app.services.editing.topics import ListedTopic
from app.services.history import timeline
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext


class TopicForm(TranslatedForm):
    translated = ("name",)
    name = Line(
        lazy_gettext("Name"),
        Required(lazy_gettext("A topic needs a name.")),
        limit=200,
        autocomplete="off",
    )

    namesake: ListedTopic | None = None

    def validate_name(self, field: StringField) -> None:
        """Refuse the name of another topic, and remember that topic to offer merging."""
        own = field.object_data or ""
        if language := language_of_text(field.short_name):
            refuse_known_name(tables.TOPIC, language, field.data or "", own)
            return
        if field.data != own:
            self.namesake = topics.topic_named(field.data or "", other_than=own)
        # Sent twice, the form would find the topic that it added itself.
        if self.namesake and not timeline.done_by(self.sending):
            raise ValidationError(
                _(
                    "There is already a topic “%(name)s”, on %(works)s.",
                    name=self.namesake.name,
                    works=self.namesake.counted,
                )
            )

"""The form of a topic: its name."""

from wtforms import StringField
from wtforms.validators import ValidationError

from app.forms.base import OwnersForm
from app.forms.fields import Line, Required
from app.services.editing import topics
from app.services.editing.topics import ListedTopic
from app.services.history import timeline


class TopicForm(OwnersForm):
    name = Line("Name", Required("A topic needs a name."), limit=200, autocomplete="off")

    same: ListedTopic | None = None

    def validate_name(self, field: StringField) -> None:
        """Refuse the name of another topic, and keep that one for an offer to merge."""
        own = field.object_data or ""
        if field.data != own:
            self.same = topics.called(field.data or "", other_than=own)
        # Sent twice, the form finds the topic that it has added itself.
        if self.same and not timeline.done_by(self.sending):
            raise ValidationError(
                f"There is already a topic “{self.same.name}”, on {self.same.counted}."
            )

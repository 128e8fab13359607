"""What the forms of topics are about, and where they stand."""

from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.forms.topic import TopicForm
from app.services.actor import Editor
from app.services.editing import topics
from app.services.editing.topics import ListedTopic
from app.services.history import timeline
from app.services.history.snapshots import Record
from app.views.editing import form_page
from app.views.editing.subject import Gone, Place


@dataclass(frozen=True)
class KnownTopic:
    kind, template, form_class = "Topic", "editing/topics/_form.html", TopicForm

    topic: ListedTopic

    @property
    def heading(self) -> str:
        """The name that it has."""
        return self.topic.name

    @property
    def others(self) -> list[ListedTopic]:
        """The topics that it may be merged into."""
        return [topic for topic in topics.listed() if topic.id != self.topic.id]

    def other(self, topic_id: str) -> ListedTopic | None:
        """Return the one of them with this id, or None."""
        return next((topic for topic in self.others if str(topic.id) == topic_id), None)

    @property
    def place(self) -> Place:
        """Where the topic stands in the list."""
        return place_of(self.topic.id)

    def records(self) -> list[Record]:
        """The topic alone."""
        return topics.records(self.topic.id)

    def values(self) -> dict[str, Any]:
        """What can be typed: its name."""
        return {"name": self.topic.name}

    def save(self, form: TopicForm, editor: Editor) -> int | None:
        """Rename it."""
        return topics.rename(self.topic.id, form.name.data or "", editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the topic as the list shows it."""
        topic = topics.find(self.topic.id)
        return form_page.done(self, "editing/topics/topic_fragment.html", revision_id, topic=topic)


class NewTopic:
    kind, template, form_class = "Topic", "editing/topics/_form.html", TopicForm
    topic, heading = None, "A new topic"

    @property
    def place(self) -> Place:
        """Where the button stood."""
        return place_of_new()

    def records(self) -> list[Record]:
        """There are none yet."""
        return []

    def values(self) -> dict[str, Any]:
        """What can be typed: a name."""
        return {"name": ""}

    def save(self, form: TopicForm, editor: Editor) -> int | None:
        """Add it at the end."""
        return topics.add(form.name.data or "", editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the list with the new topic."""
        if not form_page.is_fragment():
            return redirect(url_for("edit_topics.page", done=revision_id), 303)
        topic_id = topics.made_by(revision_id)
        topic = topics.find(topic_id) if topic_id else None
        return render_template(
            "editing/topics/_added.html",
            topic=topic,
            former_last=topics.listed()[-2:-1],
            revision=timeline.message(revision_id),
            focus=True,
        )


class GoneTopic(Gone, NewTopic):
    """The form of a topic as it was sent."""

    def __init__(self, topic_id: int) -> None:
        self._id = topic_id

    @property
    def place(self) -> Place:
        """Where the topic stood: there is none to put back."""
        return replace(place_of(self._id), restore=None)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer what the form did while the topic was there."""
        if form_page.is_fragment():
            revision = timeline.message(revision_id)
            return render_template("editing/_deleted_item.html", revision=revision, at=self.place)
        return redirect(url_for("edit_topics.page", done=revision_id), 303)


def place_of(topic_id: int) -> Place:
    """Return where a topic's form goes and stands."""
    return _place("topic", f"topic-{topic_id}", topic_id=topic_id)


def place_of_new() -> Place:
    """Return where the form of a new topic goes and stands."""
    return _place("new", "new-topic")


def _place(name: str, element: str, **key: Any) -> Place:
    return Place(
        page=url_for(f"edit_topics.{name}", **key),
        fragment=url_for(f"edit_topics.{name}_fragment", **key),
        id=element,
        back=url_for("edit_topics.page"),
        restore=url_for(f"edit_topics.{name}_shown", **key),
        tag="li",
    )

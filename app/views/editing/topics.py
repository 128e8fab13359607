"""Edit topics: add, rename, move, merge and delete them."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.forms.topic import TopicForm
from app.services.actor import Actor
from app.services.editing import topics
from app.services.editing.topics import ListedTopic
from app.services.history import timeline
from app.services.history.snapshots import RecordRef
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext
from app.views.editing import form_page, notice
from app.views.editing.subject import DeletedSubject, FormTarget

blueprint = Blueprint("edit_topics", __name__)
ONE = "<int:topic_id>"


@blueprint.get("/edit/topics")
def page() -> str:
    """List all topics in order, with their numbers of works."""
    return _show("editing/topics/page.html", notice.revision_id())


@blueprint.route(f"/edit/topics/{ONE}", methods=["GET", "POST"])
@blueprint.route(
    f"/fragments/edit/topics/{ONE}", methods=["GET", "POST"], endpoint="topic_fragment"
)
@form_page.form_view
def topic(topic_id: int) -> ResponseReturnValue:
    """Rename a topic."""
    if request.method == "POST" and timeline.is_deleted(topics.records(topic_id)[0]):
        return form_page.answer_deleted(DeletedTopic(topic_id))
    return form_page.answer(TopicSubject(_found(topic_id)))


@blueprint.get(f"/fragments/edit/topics/{ONE}/shown")
def topic_shown(topic_id: int) -> str:
    """Render the topic, for Cancel."""
    return render_template("editing/topics/topic_fragment.html", topic=_found(topic_id), focus=True)


@blueprint.route("/edit/new/topic", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/new/topic", methods=["GET", "POST"], endpoint="new_fragment")
@form_page.form_view
def new() -> ResponseReturnValue:
    """Add a topic."""
    return form_page.answer(NewTopic())


@blueprint.get("/fragments/edit/new/topic/shown")
def new_shown() -> str:
    """Render the button that the form replaced, for Cancel."""
    return render_template("editing/topics/_add.html", focus=True)


@blueprint.post(f"/edit/topics/{ONE}/move")
@blueprint.post(f"/fragments/edit/topics/{ONE}/move", endpoint="move_fragment")
def move(topic_id: int) -> ResponseReturnValue:
    """Move a topic up or down by one; the fragment is the whole list."""
    editor, data = form_page.authorized_post()
    way = form_page.direction(data)
    _found(topic_id)
    revision_id = topics.move(topic_id, way, editor)
    if not form_page.is_fragment():
        return _to_list(revision_id)
    focus_on = f"{place_of(topic_id).id}-{way}"
    return _show("editing/topics/_list.html", revision_id, focus_on=focus_on)


@blueprint.post(f"/edit/topics/{ONE}/merger")
def merger(topic_id: int) -> ResponseReturnValue:
    """Merge a topic into another."""
    editor, data = form_page.authorized_post()
    if (earlier := timeline.done_by(data.get("key"))) is not None:
        return _to_list(earlier)
    into = TopicSubject(_found(topic_id)).other(data.get("into", ""))
    if into is None:
        error_message = _("Not merged. Choose a topic to merge into.")
        return _show("editing/topics/page.html", None, error_message=error_message), 422
    return _to_list(topics.merge(topic_id, into.id, editor, data.get("key")))


@blueprint.post(f"/edit/topics/{ONE}/deletion")
def deletion(topic_id: int) -> ResponseReturnValue:
    """Delete a topic, but not its works."""
    editor, data = form_page.authorized_post()

    def delete(key: str | None) -> int | None:
        _found(topic_id)
        return topics.delete(topic_id, editor, key)

    return _to_list(form_page.idempotent(data, delete))


def configure(app: Flask) -> None:
    """Add the template globals of the topics."""
    app.jinja_env.globals.update(place_of_topic=place_of, place_of_new_topic=place_of_new)


def _found(topic_id: int) -> ListedTopic:
    return topics.get_topic(topic_id) or abort(404)


def _to_list(revision_id: int | None) -> ResponseReturnValue:
    return redirect(url_for(".page", done=revision_id), 303)


def _show(template: str, revision_id: int | None, **context: str) -> str:
    done = timeline.revision_to_announce(revision_id)
    return render_template(template, topics=topics.all_topics(), done=done, **context)


@dataclass(frozen=True)
class TopicSubject:
    kind, template, form_class = lazy_gettext("Topic"), "editing/topics/_form.html", TopicForm

    topic: ListedTopic

    @property
    def heading(self) -> str:
        """The name of the topic."""
        return self.topic.shown_name

    @property
    def others(self) -> list[ListedTopic]:
        """The topics that it can be merged into."""
        return [topic for topic in topics.all_topics() if topic.id != self.topic.id]

    def other(self, topic_id: str) -> ListedTopic | None:
        """Return another topic by its id, or None."""
        return next((topic for topic in self.others if str(topic.id) == topic_id), None)

    @property
    def place(self) -> FormTarget:
        """The place of the topic in the list."""
        return place_of(self.topic.id)

    def records(self) -> list[RecordRef]:
        """The topic."""
        return topics.records(self.topic.id)

    def values(self) -> dict[str, Any]:
        """The current values of the form."""
        return topics.form_values(self.topic)

    def save(self, form: TopicForm, editor: Actor) -> int | None:
        """Rename the topic."""
        name, names = form.name.data or "", form.values()
        return topics.rename(self.topic.id, name, editor, form.sending, names)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the topic."""
        topic = topics.get_topic(self.topic.id)
        return form_page.done(self, "editing/topics/topic_fragment.html", revision_id, topic=topic)


class NewTopic:
    kind, template, form_class = lazy_gettext("Topic"), "editing/topics/_form.html", TopicForm
    topic, heading = None, lazy_gettext("New topic")

    @property
    def place(self) -> FormTarget:
        """The place of the button."""
        return place_of_new()

    def records(self) -> list[RecordRef]:
        """Return none: the topic does not exist yet."""
        return []

    def values(self) -> dict[str, Any]:
        """The initial values of the form."""
        return topics.form_values(None)

    def save(self, form: TopicForm, editor: Actor) -> int | None:
        """Add the topic at the end."""
        return topics.add(form.name.data or "", editor, form.sending, form.values())

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the button and the new topic."""
        if not form_page.is_fragment():
            return redirect(url_for("edit_topics.page", done=revision_id), 303)
        topic_id = topics.made_by(revision_id)
        topic = topics.get_topic(topic_id) if topic_id else None
        return render_template(
            "editing/topics/_added.html",
            topic=topic,
            former_last=topics.all_topics()[-2:-1],
            revision=timeline.revision_to_announce(revision_id),
            focus=True,
        )


class DeletedTopic(DeletedSubject, NewTopic):
    """The submitted form of a deleted topic."""

    def __init__(self, topic_id: int) -> None:
        self._id = topic_id

    @property
    def place(self) -> FormTarget:
        """The place of the topic; Cancel has nothing to restore."""
        return replace(place_of(self._id), restore=None)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render what the form saved before the topic was deleted."""
        if form_page.is_fragment():
            return form_page.in_place("editing/_deleted_item.html", revision_id, at=self.place)
        return redirect(url_for("edit_topics.page", done=revision_id), 303)


def place_of(topic_id: int) -> FormTarget:
    """Return the target of a topic's form."""
    return _place("topic", f"topic-{topic_id}", topic_id=topic_id)


def place_of_new() -> FormTarget:
    """Return the target of the form for a new topic."""
    return _place("new", "new-topic")


def _place(name: str, element: str, **key: Any) -> FormTarget:
    back = url_for("edit_topics.page")
    return FormTarget.of_view(f"edit_topics.{name}", element, back, "li", **key)

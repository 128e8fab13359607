"""sections of dated entries."""

import sqlalchemy as sa
from alembic import op

from app.migrations.choices import change_choices

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NOUNS = ("profile", "person", "supervision", "topic", "venue", "work")
NEW_NOUNS = ("section", "entry")
KINDS = (
    "positions",
    "education",
    "awards",
    "grants",
    "teaching",
    "talks",
    "service",
    "news",
    "custom",
)
PLACEMENTS = ("both", "page", "cv")
DATES = ("started_on", "ended_on")
DATE = sa.String(10).with_variant(sa.String(10, collation="C"), "postgresql")
ITEMS = sa.table("revision_item", sa.column("noun"))


def upgrade() -> None:
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", one_of("kind", KINDS), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lists_talks", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_section_name_not_blank")),
        sa.CheckConstraint(
            "kind = 'talks' OR NOT lists_talks", name=op.f("ck_section_only_talks_list_talks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("name", name=op.f("uq_section_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_section_slug")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "section_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(day, DATE, nullable=True) for day in DATES),
        *(
            sa.Column(text, sa.String(), nullable=False)
            for text in ("what", "where", "note", "note_html")
        ),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("work_id", sa.Integer(), nullable=True),
        sa.Column("placement", one_of("placement", PLACEMENTS), nullable=False),
        *checks(),
        references("section", "CASCADE"),
        references("work", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_entry")),
        sqlite_autoincrement=True,
    )
    for parent in ("section", "work"):
        name = op.f(f"ix_section_entry_{parent}_id")
        op.create_index(name, "section_entry", [f"{parent}_id"])
    change_choices("revision_item", "noun", NOUNS, (*NOUNS, *NEW_NOUNS))


def downgrade() -> None:
    op.execute(ITEMS.delete().where(ITEMS.c.noun.in_(NEW_NOUNS)))
    change_choices("revision_item", "noun", (*NOUNS, *NEW_NOUNS), NOUNS)
    op.drop_table("section_entry")
    op.drop_table("section")


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def references(parent: str, rule: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_section_entry_{parent}_id_{parent}")
    return sa.ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], name=name, ondelete=rule)


def checks() -> list[sa.CheckConstraint]:
    texts = {
        "what_not_blank": "length(trim(what)) > 0",
        "url_http": "url LIKE 'http://%' OR url LIKE 'https://%'",
        **{f"{day}_shape": shape(day) for day in DATES},
        "ends_after_start": "ended_on >= substr(started_on, 1, length(ended_on))",
    }
    return [
        sa.CheckConstraint(text, name=op.f(f"ck_section_entry_{name}"))
        for name, text in texts.items()
    ]


def shape(column: str) -> str:
    year = "____"
    shapes = " OR ".join(f"{column} LIKE '{year}{rest}'" for rest in ("", "-__", "-__-__"))
    return f"({shapes}) AND length(trim({column}, '0123456789-')) = 0"

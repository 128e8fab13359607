"""facets: groups of works, and co-authors."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TYPES = (
    ("article-journal", "paper-conference", "article", "chapter", "book", "thesis", "report")
    + ("software", "dataset", "review", "entry-encyclopedia", "patent", "speech", "manuscript")
    + ("webpage", "standard", "document")
)
STATUSES = ("published", "in-press", "accepted", "under-review", "in-preparation")


def upgrade() -> None:
    op.create_table(
        "facet_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("type", one_of("type", TYPES), nullable=False),
        sa.Column("status", one_of("status", STATUSES), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.CheckConstraint("links >= 0", name=op.f("ck_facet_group_links_are_bits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facet_group")),
        sa.UniqueConstraint(
            "year", "type", "status", "links", name=op.f("uq_facet_group_year_type_status_links")
        ),
    )
    op.create_table(
        "coauthor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_coauthor_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_coauthor_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coauthor")),
        sa.UniqueConstraint("person_id", name=op.f("uq_coauthor_person_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_coauthor_slug")),
    )
    op.create_table(
        "work_coauthor",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("coauthor_id", sa.Integer(), nullable=False),
        *(references(parent) for parent in ("work", "coauthor")),
        sa.PrimaryKeyConstraint("work_id", "coauthor_id", name=op.f("pk_work_coauthor")),
    )
    op.create_index("ix_work_coauthor_coauthor_id", "work_coauthor", ["coauthor_id", "work_id"])
    # Alembic can't add a column that refers to another table to SQLite's.
    op.execute(
        "ALTER TABLE work ADD COLUMN facet_group_id INTEGER"
        " CONSTRAINT fk_work_facet_group_id_facet_group REFERENCES facet_group (id)"
    )
    op.create_index("ix_work_facet_group", "work", ["state", "facet_group_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_work_facet_group", "work")
    op.drop_column("work", "facet_group_id")
    op.drop_index("ix_work_coauthor_coauthor_id", "work_coauthor")
    for table in ("work_coauthor", "coauthor", "facet_group"):
        op.drop_table(table)


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def references(parent: str) -> sa.ForeignKeyConstraint:
    name = f"fk_work_coauthor_{parent}_id_{parent}"
    return sa.ForeignKeyConstraint(
        [f"{parent}_id"], [f"{parent}.id"], name=op.f(name), ondelete="CASCADE"
    )

"""languages of the site, of accounts, and texts in them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TABLES = {
    "profile": ("position_title", "affiliation", "memberships", "biography"),
    "topic": ("name",),
    "supervision": ("level", "institution", "project", "next_position"),
    "section": ("name",),
    "section_entry": ("what", "where", "note"),
    "publication": ("title", "abstract", "note"),
}
# Their names are unique, in each language.
UNIQUE = ("topic", "section")
COLUMNS = (("profile", "languages"), ("profile", "text_language"), ("account", "language"))


def upgrade() -> None:
    op.execute("ALTER TABLE profile ADD COLUMN languages JSON DEFAULT '[\"en\"]' NOT NULL")
    op.execute("ALTER TABLE profile ADD COLUMN text_language VARCHAR DEFAULT 'en' NOT NULL")
    op.execute("ALTER TABLE account ADD COLUMN language VARCHAR")
    for parent, fields in TABLES.items():
        make_table(parent, fields)


def make_table(parent: str, fields: tuple[str, ...]) -> None:
    table = f"{parent}_translation"
    names = ", ".join(f"'{field}'" for field in fields)
    unique = [sa.UniqueConstraint("language", "text", name=op.f(f"uq_{table}_language_text"))]
    op.create_table(
        table,
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f(f"ck_{table}_text_not_blank")),
        sa.CheckConstraint(f"field IN ({names})", name=op.f(f"ck_{table}_field_known")),
        sa.CheckConstraint(
            "length(language) BETWEEN 2 AND 12", name=op.f(f"ck_{table}_language_shape")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            [f"{parent}.id"],
            name=op.f(f"fk_{table}_record_id_{parent}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("record_id", "language", "field", name=op.f(f"pk_{table}")),
        *(unique if parent in UNIQUE else ()),
    )


def downgrade() -> None:
    for parent in reversed(TABLES):
        op.drop_table(f"{parent}_translation")
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column)

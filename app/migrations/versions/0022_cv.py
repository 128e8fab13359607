"""the owner's CV: citation style, paper size and parts."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

CHOICES = (
    ("cv_style", "apa", "'apa', 'ieee', 'chicago', 'vancouver'"),
    ("cv_paper", "a4", "'a4', 'letter'"),
)


def upgrade() -> None:
    for name, default, values in CHOICES:
        # Alembic can't add a column with a check to SQLite's.
        op.execute(
            f"ALTER TABLE profile ADD COLUMN {name} VARCHAR DEFAULT '{default}' NOT NULL"
            f" CONSTRAINT ck_profile_{name}_known CHECK ({name} IN ({values}))"
        )
    op.execute("ALTER TABLE profile ADD COLUMN cv_parts JSON DEFAULT '[]' NOT NULL")


def downgrade() -> None:
    for name in ("cv_parts", "cv_paper", "cv_style"):
        op.drop_column("profile", name)

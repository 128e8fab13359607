"""PDF files of publications, and their contents."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pdf_content",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_pdf_content_hash_shape")),
        sa.CheckConstraint("pages > 0", name=op.f("ck_pdf_content_pages_count")),
        sa.CheckConstraint("size > 0", name=op.f("ck_pdf_content_size_counts")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_pdf_content")),
    )
    op.create_table(
        "publication_file",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(name) BETWEEN 1 AND 80", name=op.f("ck_publication_file_name_length")
        ),
        sa.CheckConstraint(
            "name = lower(name) AND name NOT LIKE '%/%' AND name NOT LIKE '%.%'",
            name=op.f("ck_publication_file_name_shape"),
        ),
        sa.ForeignKeyConstraint(
            ["hash"], ["pdf_content.hash"], name=op.f("fk_publication_file_hash_pdf_content")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_file_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "publication_id", "position", name=op.f("pk_publication_file")
        ),
        sa.UniqueConstraint(
            "publication_id", "name", name=op.f("uq_publication_file_publication_id_name")
        ),
    )
    op.create_index("ix_publication_file_hash", "publication_file", ["hash"])


def downgrade() -> None:
    op.drop_index("ix_publication_file_hash", "publication_file")
    op.drop_table("publication_file")
    op.drop_table("pdf_content")

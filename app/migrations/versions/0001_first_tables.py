"""first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "image",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("mimetype", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "mimetype IN ('image/avif', 'image/jpeg')", name=op.f("ck_image_mimetype")
        ),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_image_hash_shape")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_image")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("orcid", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.CheckConstraint("orcid LIKE '____-____-____-____'", name=op.f("ck_person_orcid_shape")),
        sa.CheckConstraint(
            "url LIKE 'http://%' OR url LIKE 'https://%'", name=op.f("ck_person_url_http")
        ),
        sa.CheckConstraint(
            "length(trim(family_name)) > 0", name=op.f("ck_person_family_name_not_blank")
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_person_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("orcid", name=op.f("uq_person_orcid")),
        sa.UniqueConstraint("slug", name=op.f("uq_person_slug")),
        # An id is never given twice: history and the trash name records by it.
        sqlite_autoincrement=True,
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_topic_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("name", name=op.f("uq_topic_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_topic_slug")),
        # An id is never given twice: history and the trash name records by it.
        sqlite_autoincrement=True,
    )
    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "journal",
                "conference",
                "workshop",
                "repository",
                "publisher",
                "institution",
                name="kind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_venue_name_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("name", name=op.f("uq_venue_name")),
        # An id is never given twice: history and the trash name records by it.
        sqlite_autoincrement=True,
    )
    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "published", name="state", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("featured_position", sa.Integer(), nullable=True),
        sa.Column("listed_on", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("featured_position >= 0", name=op.f("ck_work_featured_position_counts")),
        sa.CheckConstraint("length(slug) > 0", name=op.f("ck_work_slug_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("slug", name=op.f("uq_work_slug")),
        # An id is never given twice: history and the trash name records by it.
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index(
            "ix_work_listed", ["state", sa.literal_column("listed_on DESC"), "id"], unique=False
        )

    op.create_table(
        "person_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_person_name_name_not_blank")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_name_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "name", name=op.f("pk_person_name")),
    )
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("memberships", sa.String(), nullable=False),
        sa.Column("position_title", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("biography", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("portrait", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_profile_only_one")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_profile_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("person_id", name=op.f("uq_profile_person_id")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "article-journal",
                "paper-conference",
                "article",
                "chapter",
                "book",
                "thesis",
                "report",
                "software",
                "dataset",
                name="type",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("abstract", sa.String(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("volume", sa.String(), nullable=True),
        sa.Column("issue", sa.String(), nullable=True),
        sa.Column("pages", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("doi", sa.String(), nullable=True),
        sa.Column("arxiv_id", sa.String(), nullable=True),
        sa.Column("isbn", sa.String(), nullable=True),
        sa.Column("citation_key", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("title_html", sa.String(), nullable=False),
        sa.Column("title_text", sa.String(), nullable=False),
        sa.Column("authors_html", sa.String(), nullable=False),
        sa.Column("authors_short_html", sa.String(), nullable=True),
        sa.Column("authors_hidden", sa.Integer(), nullable=False),
        sa.Column("abstract_html", sa.String(), nullable=True),
        sa.Column("preview_html", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "arxiv_id LIKE '____.____%' OR arxiv_id LIKE '%/_______'",
            name=op.f("ck_publication_arxiv"),
        ),
        sa.CheckConstraint(
            "doi LIKE '10.%/_%' AND doi = lower(doi)", name=op.f("ck_publication_doi_shape")
        ),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name=op.f("ck_publication_day_range")),
        sa.CheckConstraint(
            "day IS NULL OR month IS NOT NULL", name=op.f("ck_publication_day_has_month")
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_publication_title_not_blank")),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_publication_month_range")),
        sa.CheckConstraint(
            "month IS NULL OR year IS NOT NULL", name=op.f("ck_publication_month_has_year")
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_publication_position_counts")),
        sa.CheckConstraint("year BETWEEN 1500 AND 2200", name=op.f("ck_publication_year_range")),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_publication_venue_id_venue")
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_publication_work_id_work"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("doi", name=op.f("uq_publication_doi")),
        sa.UniqueConstraint("work_id", "position", name=op.f("uq_publication_work_id_position")),
        # An id is never given twice: history and the trash name records by it.
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_arxiv_id"), ["arxiv_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_venue_id"), ["venue_id"], unique=False)

    op.create_table(
        "supervision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("institution", sa.String(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("next_position", sa.String(), nullable=True),
        sa.CheckConstraint("ended_on >= started_on", name=op.f("ck_supervision_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["person.id"], name=op.f("fk_supervision_student_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision")),
        # An id is never given twice: history and the trash name records by it.
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_student_id"), ["student_id"], unique=False)

    op.create_table(
        "work_slug",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_work_slug_work_id_work"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_work_slug")),
    )
    op.create_table(
        "work_topic",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
            name=op.f("fk_work_topic_topic_id_topic"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_work_topic_work_id_work"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("work_id", "topic_id", name=op.f("pk_work_topic")),
    )
    with op.batch_alter_table("work_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_topic_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "authorship",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name_as_published", sa.String(), nullable=False),
        sa.Column("is_corresponding", sa.Boolean(), nullable=False),
        sa.Column("equal_contribution", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "length(trim(name_as_published)) > 0",
            name=op.f("ck_authorship_name_as_published_not_blank"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_authorship_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_authorship_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "position", name=op.f("pk_authorship")),
    )
    with op.batch_alter_table("authorship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authorship_person_id"), ["person_id"], unique=False)

    op.create_table(
        "profile_topic",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
            name=op.f("fk_profile_topic_profile_id_profile"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
            name=op.f("fk_profile_topic_topic_id_topic"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("profile_id", "topic_id", name=op.f("pk_profile_topic")),
        sa.UniqueConstraint(
            "profile_id", "position", name=op.f("uq_profile_topic_profile_id_position")
        ),
    )
    op.create_table(
        "publication_link",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pdf",
                "code",
                "video",
                "slides",
                "poster",
                "data",
                "web",
                name="kind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.CheckConstraint(
            "url LIKE 'http://%' OR url LIKE 'https://%'", name=op.f("ck_publication_link_url_http")
        ),
        sa.CheckConstraint(
            "length(trim(label)) > 0", name=op.f("ck_publication_link_label_not_blank")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_link_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "position", name=op.f("pk_publication_link")),
    )
    op.create_table(
        "supervision_supervisor",
        sa.Column("supervision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum("principal", "co", name="role", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) != (name IS NULL)",
            name=op.f("ck_supervision_supervisor_person_or_name"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_supervision_supervisor_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supervision_id"],
            ["supervision.id"],
            name=op.f("fk_supervision_supervisor_supervision_id_supervision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "supervision_id", "position", name=op.f("pk_supervision_supervisor")
        ),
    )


def downgrade() -> None:
    op.drop_table("supervision_supervisor")
    op.drop_table("publication_link")
    op.drop_table("profile_topic")
    with op.batch_alter_table("authorship", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorship_person_id"))

    op.drop_table("authorship")
    with op.batch_alter_table("work_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_work_topic_topic_id"))

    op.drop_table("work_topic")
    op.drop_table("work_slug")
    with op.batch_alter_table("supervision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_student_id"))

    op.drop_table("supervision")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_venue_id"))
        batch_op.drop_index(batch_op.f("ix_publication_arxiv_id"))

    op.drop_table("publication")
    op.drop_table("profile")
    op.drop_table("person_name")
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.drop_index("ix_work_listed")

    op.drop_table("work")
    op.drop_table("venue")
    op.drop_table("topic")
    op.drop_table("site")
    op.drop_table("person")
    op.drop_table("image")

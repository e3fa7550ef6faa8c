"""The first tables."""

import sqlalchemy as sa
from alembic import op

from reviewer.storage import types

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(data) = size", name=op.f("ck_blob_size")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_blob_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
        sqlite_strict=True,
    )
    op.create_table(
        "candidate",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_candidate_id_folded"), "candidate", ["id", "folded"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.CheckConstraint("lead in (0, 1)", name=op.f("ck_person_lead")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
        sqlite_strict=True,
    )
    op.create_table(
        "track",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("workplaces", types.Json(), nullable=False),
        sa.Column("words", types.Json(), nullable=False),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_track")),
        sqlite_strict=True,
    )
    op.create_table(
        "application",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("candidate", types.Id(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("workplace", sa.Text(), nullable=True),
        sa.Column("applied_track", sa.Text(), nullable=True),
        sa.Column("track", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("received_at", types.Moment(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", types.Id(), nullable=True),
        sa.Column("decided_at", types.Moment(timezone=True), nullable=True),
        sa.Column("flag_bits", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(reason is not null) = (outcome is not null and outcome = 'reject')", name=op.f("ck_application_rejection")
        ),
        sa.CheckConstraint("outcome in ('advance', 'hold', 'reject')", name=op.f("ck_application_outcome")),
        sa.CheckConstraint(
            "reason in ('requirement', 'experience', 'workplace', 'incomplete', 'agency', 'bot', 'withdrawn', 'other')",
            name=op.f("ck_application_reason"),
        ),
        sa.CheckConstraint("workplace in ('office', 'remote', 'either')", name=op.f("ck_application_workplace")),
        sa.CheckConstraint("(outcome is null) = (decided_at is null)", name=op.f("ck_application_decided_at")),
        sa.CheckConstraint("(outcome is null) = (decided_by is null)", name=op.f("ck_application_decided_by")),
        sa.CheckConstraint("length(fingerprint) = 32", name=op.f("ck_application_fingerprint")),
        sa.CheckConstraint("version > 0", name=op.f("ck_application_version")),
        sa.ForeignKeyConstraint(["applied_track"], ["track.slug"], name=op.f("fk_application_applied_track")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_application_candidate")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_application_decided_by")),
        sa.ForeignKeyConstraint(["track"], ["track.slug"], name=op.f("fk_application_track")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_application_fingerprint")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_application_candidate"), "application", ["candidate"], unique=False)
    op.create_index("ix_application_decided_by", "application", ["decided_by", "decided_at"], unique=False)
    op.create_index(
        "ix_application_queue", "application", ["received_at", "id", "track", "outcome", "flag_bits"], unique=False
    )
    op.create_table(
        "rubric",
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("criteria", types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["track"], ["track.slug"], name=op.f("fk_rubric_track")),
        sa.PrimaryKeyConstraint("track", "version", name=op.f("pk_rubric")),
        sqlite_strict=True,
    )
    op.create_table(
        "answer",
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_answer_application")),
        sa.PrimaryKeyConstraint("application", "position", name=op.f("pk_answer")),
        sqlite_strict=True,
    )
    op.create_table(
        "application_text",
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_application_text_application")),
        sa.PrimaryKeyConstraint("application", name=op.f("pk_application_text")),
        sqlite_strict=True,
    )
    op.create_table(
        "document",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("guessed", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind in ('resume', 'cover_letter', 'other')", name=op.f("ck_document_kind")),
        sa.CheckConstraint("guessed in (0, 1)", name=op.f("ck_document_guessed")),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_document_application")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_document_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_document_application"), "document", ["application"], unique=False)
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"], unique=False)
    op.create_table(
        "flag",
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reasons", types.Json(), nullable=False),
        sa.CheckConstraint(
            "kind in ('bot_traffic', 'agency', 'duplicate', 'hidden_text', 'unreadable_document')",
            name=op.f("ck_flag_kind"),
        ),
        sa.CheckConstraint("state in ('open', 'confirmed', 'cleared')", name=op.f("ck_flag_state")),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_flag_application")),
        sa.PrimaryKeyConstraint("application", "kind", name=op.f("pk_flag")),
        sqlite_strict=True,
    )
    op.create_table(
        "operation",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("actor", types.Id(), nullable=False),
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(timezone=True), nullable=False),
        sa.Column("recorded_at", types.Moment(timezone=True), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("payload", types.Json(), nullable=False),
        sa.Column("before", types.Json(), nullable=False),
        sa.Column("after", types.Json(), nullable=False),
        sa.Column("undoes", types.Id(), nullable=True),
        sa.ForeignKeyConstraint(["actor"], ["person.id"], name=op.f("fk_operation_actor")),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_operation_application")),
        sa.ForeignKeyConstraint(["undoes"], ["operation.id"], name=op.f("fk_operation_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sa.UniqueConstraint("undoes", name=op.f("uq_operation_undoes")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_operation_application_recorded_at"), "operation", ["application", "recorded_at"], unique=False
    )
    op.create_table(
        "read_mark",
        sa.Column("reviewer", types.Id(), nullable=False),
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_read_mark_application")),
        sa.ForeignKeyConstraint(["reviewer"], ["person.id"], name=op.f("fk_read_mark_reviewer")),
        sa.PrimaryKeyConstraint("reviewer", "application", name=op.f("pk_read_mark")),
        sqlite_strict=True,
    )
    op.create_table(
        "review",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("reviewer", types.Id(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.Column("ratings", types.Json(), nullable=False),
        sa.Column("recommendation", types.HiddenLevel(), nullable=True),
        sa.Column("note", types.HiddenText(), nullable=False),
        sa.Column("submitted_at", types.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("recommendation between 1 and 4", name=op.f("ck_review_recommendation")),
        sa.CheckConstraint("version > 0", name=op.f("ck_review_version")),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_review_application")),
        sa.ForeignKeyConstraint(["reviewer"], ["person.id"], name=op.f("fk_review_reviewer")),
        sa.ForeignKeyConstraint(
            ["track", "rubric_version"], ["rubric.track", "rubric.version"], name=op.f("fk_review_track_rubric_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("application", "reviewer", name=op.f("uq_review_application_reviewer")),
        sqlite_strict=True,
    )
    op.create_index("ix_review_submitted", "review", ["reviewer", "submitted_at", "application"], unique=False)

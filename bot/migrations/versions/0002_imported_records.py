"""records as a portal published them, and what people chose when asked back"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_record",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_imported_record")),
    )
    op.create_table(
        "accepted_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("chat", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_choice")),
        sa.UniqueConstraint("text", "chat", name=op.f("uq_accepted_choice_text_chat")),
    )
    op.create_index(op.f("ix_accepted_choice_code"), "accepted_choice", ["code"])


def downgrade() -> None:
    op.drop_table("accepted_choice")
    op.drop_table("imported_record")

"""replies sent in parts by doors, alerts for operators"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("author", sa.String(length=80), nullable=False, server_default=""))
        inbox.add_column(sa.Column("media", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("parts", sa.JSON(), nullable=True))
        outbox.add_column(sa.Column("done_parts", sa.Integer(), nullable=False, server_default="0"))
        outbox.add_column(sa.Column("in_flight", sa.Boolean(), nullable=False, server_default=sa.false()))
        outbox.add_column(sa.Column("unsure_parts", sa.JSON(), nullable=False, server_default="[]"))
        outbox.add_column(sa.Column("platform_ids", sa.JSON(), nullable=False, server_default="[]"))
        outbox.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        outbox.add_column(sa.Column("next_try_at", _MOMENT, nullable=True))
        outbox.add_column(sa.Column("claimed_at", _MOMENT, nullable=True))
        outbox.add_column(sa.Column("error", sa.String(length=80), nullable=False, server_default=""))
        outbox.create_index(op.f("ix_outbox_queue"), ["state", "id"])
    op.create_table(
        "alert",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_at", _MOMENT, nullable=False),
        sa.Column("cleared_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alert")),
    )


def downgrade() -> None:
    op.drop_table("alert")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index(op.f("ix_outbox_queue"))
        for name in ("parts", "done_parts", "in_flight", "unsure_parts", "platform_ids", "attempts", "next_try_at",
                     "claimed_at", "error"):  # fmt: skip
            outbox.drop_column(name)
    with op.batch_alter_table("inbox") as inbox:
        inbox.drop_column("media")
        inbox.drop_column("author")

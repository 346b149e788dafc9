"""tokens of the Zalo Official Account, encrypted"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "zalo_token",
        sa.Column("app_id", sa.String(length=40), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("refresh", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("leased_by", sa.String(length=32), nullable=False),
        sa.Column("leased_until", _MOMENT, nullable=True),
        sa.Column("failed", sa.String(length=40), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("app_id", name=op.f("pk_zalo_token")),
    )
    op.create_table(
        "zalo_consent",
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_zalo_consent")),
    )


def downgrade() -> None:
    op.drop_table("zalo_consent")
    op.drop_table("zalo_token")

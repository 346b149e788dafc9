"""``motcua train``: the engine's model, only when an input has changed."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.faults import fail
from bot.settings import Settings

__all__ = ["ENGINE_PYTHON", "MODEL", "engine_environment", "ensure_model", "train"]

ROOT = Path(__file__).parents[2]
ENGINE_PYTHON = ROOT / "nlu" / ".venv" / "bin" / "python"
MODEL = "motcua.tar.gz"
_INPUTS = (
    "config.yml", "dialogues/domain.yml", "dialogues/rules", "nlu/data", "nlu/names", "nlu/components", "nlu/requirements.txt",
    "knowledge/content/lexicon/abbreviations.yml", "knowledge/content/lexicon/lexicon.jsonl",
    "knowledge/content/lexicon/lexicon_own.jsonl",
)  # fmt: skip


def train(force: Annotated[bool, typer.Option(help="huấn luyện lại dù không có gì đổi")] = False) -> None:
    """Huấn luyện mô hình hội thoại (bỏ qua khi dữ liệu không đổi)."""
    done = ensure_model(Settings(), force=force)
    typer.echo("Đã huấn luyện xong." if done else "Mô hình đã mới nhất, không phải huấn luyện lại.")


def ensure_model(settings: Settings, *, force: bool = False) -> bool:
    """Train when an input differs from the last time; True when it trained."""
    folder = settings.motcua_data / "models"
    stamp = folder / "inputs.sha256"
    fingerprint = _fingerprint()
    fresh = (folder / MODEL).exists() and stamp.exists() and stamp.read_text() == fingerprint
    if fresh and not force:
        return False
    if not ENGINE_PYTHON.exists():
        raise fail("Chưa có môi trường Rasa (nlu/.venv). Hãy chạy: make setup")
    folder.mkdir(parents=True, exist_ok=True)
    arguments = [
        "train", "--config", "config.yml", "--domain", "dialogues/domain.yml",
        "--data", "nlu/data", "dialogues/rules", "--out", str(folder.resolve()), "--fixed-model-name", MODEL,
    ]  # fmt: skip
    log = settings.motcua_data / "train.log"
    with log.open("w") as output:
        done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            [ENGINE_PYTHON, "-m", "rasa", *arguments], cwd=ROOT, env=engine_environment(), stdout=output,
            stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if done.returncode:
        raise fail(f"Huấn luyện không thành công, xem {log}:\n" + "".join(log.read_text().splitlines(True)[-8:]))
    stamp.write_text(fingerprint)
    return True


def engine_environment(**more: str) -> dict[str, str]:
    """For every engine process: our components importable, no telemetry, no frightening warnings."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        **more,
    }


def _fingerprint() -> str:
    total = hashlib.sha256()
    for path in _files():
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _files() -> Iterator[Path]:
    for name in _INPUTS:
        path = ROOT / name
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (file for file in found if file.suffix in {".yml", ".py", ".txt", ".jsonl"})

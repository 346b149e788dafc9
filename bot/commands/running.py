"""``motcua run``: everything on one machine, started, watched, and stopped together."""

import asyncio
import logging
import signal
from typing import Annotated

import typer
import uvicorn

from bot.app import create_app
from bot.commands.faults import fail, friendly
from bot.commands.knowledge import prepare
from bot.commands.training import ensure_model
from bot.logs import configure_logs
from bot.office.login import office_password
from bot.settings import Settings, secret_of
from bot.stack import PortTaken, Stack
from connectors.onestop.simulator import Simulator

__all__ = ["run", "serve", "simulator"]


def run() -> None:
    """Chạy trợ lý: trang trò chuyện, bộ máy hội thoại, hệ thống một cửa mô phỏng."""
    settings = Settings()
    typer.echo("Motcua: đang chuẩn bị kho thông tin…")
    typer.echo(f"  {prepare(settings)}")
    typer.echo("Motcua: đang kiểm tra mô hình hội thoại (lần đầu mất khoảng một phút)…")
    ensure_model(settings)
    try:
        asyncio.run(_run(settings))
    except PortTaken as error:
        raise fail(str(error)) from None


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    stack = Stack(settings)
    typer.echo("Motcua: đang khởi động (khoảng nửa phút)…")
    await stack.start()
    try:
        waiting = asyncio.create_task(stack.ready())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({waiting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done() and not stop.is_set():
            _announce(settings, ready=waiting.result())
            await stopped
        waiting.cancel()
    finally:
        typer.echo("\nMotcua: đang dừng…")
        await stack.stop()
        typer.echo("Motcua: đã dừng.")


def _announce(settings: Settings, *, ready: bool) -> None:
    address = f"http://{settings.motcua_host}:{settings.motcua_port}"
    typer.echo(f"Motcua đã sẵn sàng. Mở trình duyệt: {address}/")
    typer.echo(f"Phòng cán bộ: {address}/office (tên: canbo, mật khẩu: {_password(settings)})")
    typer.echo("Hồ sơ mô phỏng để thử: H55.242-261120-0001 đến H55.242-261120-0011. Dừng: Ctrl-C.")
    if not ready:
        log = settings.motcua_data / "engine.log"
        typer.echo(f"Chú ý: bộ máy hội thoại chưa trả lời, xem {log}. Trong lúc đó trợ lý trả lời rút gọn.", err=True)


def _password(settings: Settings) -> str:
    return office_password(secret_of(settings, "motcua_secret_key"))


def serve() -> None:
    """Chạy riêng phần ứng dụng (được `motcua run` gọi)."""
    settings = Settings()
    configure_logs()
    with friendly(settings):
        app = create_app(settings)
    logging.getLogger("uvicorn.access").disabled = True
    uvicorn.run(
        app, host=settings.motcua_host, port=settings.motcua_port, log_level="warning", access_log=False,
        server_header=False, timeout_graceful_shutdown=5,
    )  # fmt: skip


def simulator(port: Annotated[int, typer.Option(help="cổng")] = 8090) -> None:
    """Chạy riêng hệ thống một cửa mô phỏng."""
    uvicorn.run(Simulator().app, host="127.0.0.1", port=port, log_level="warning", access_log=False)

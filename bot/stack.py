"""The processes of one machine: engine, application, simulated one-stop system; restarted when they die."""

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from bot.commands.training import ENGINE_PYTHON, MODEL, ROOT, engine_environment
from bot.settings import Settings, secret_of

__all__ = ["PortTaken", "Stack", "free_port"]

STARTING_SECONDS = 90.0
PAUSE = 1.0
LOOPBACK = "127.0.0.1"


class PortTaken(Exception):
    """The application's port is in use; the text says what to do."""


class Stack:
    """Starts the children, restarts any that dies, stops all of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._children: list[_Child] = []

    async def start(self) -> None:
        """Start every process; raises PortTaken."""
        settings = self._settings
        host, port = settings.motcua_host, settings.motcua_port
        if not _is_free(host, port):
            raise PortTaken(
                f"Cổng {port} đang được chương trình khác dùng. Hãy tắt chương trình đó, "
                f"hoặc chạy với cổng khác: MOTCUA_PORT={port + 1} make run"
            )
        own_engine = not settings.engines
        engine_port = free_port(5005) if own_engine else 0
        environment = {**os.environ, **_as_environment(settings), "MOTCUA_CHILD": "1"}
        environment["ENGINE_TOKEN"] = secret_of(settings, "engine_token")
        if own_engine:
            environment["ENGINE_URLS"] = f"http://{LOOPBACK}:{engine_port}"
            action_host = LOOPBACK if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
            self._add("engine", _engine_command(settings, engine_port), engine_environment(
                MOTCUA_CHILD="1", ENGINE_TOKEN=environment["ENGINE_TOKEN"],
                ACTION_URL=f"http://{action_host}:{port}/internal/actions",
                TRACKER_DB=str((settings.motcua_data / "conversations.db").resolve()),
            ))  # fmt: skip
        if settings.onestop_kind == "simulator" and not settings.onestop_url:
            onestop_port = free_port(8090)
            environment["ONESTOP_URL"] = f"http://{LOOPBACK}:{onestop_port}"
            command = [sys.executable, "-m", "bot", "simulator", "--port", str(onestop_port)]
            self._add("onestop", command, environment)
        self._add("app", [sys.executable, "-m", "bot", "serve"], environment)
        for child in self._children:
            child.start()

    async def ready(self) -> bool:
        """Wait until questions are answered in full; False when the engine does not come up."""
        address = f"http://{self._settings.motcua_host}:{self._settings.motcua_port}/health/ready"
        deadline = asyncio.get_running_loop().time() + STARTING_SECONDS
        async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while asyncio.get_running_loop().time() < deadline:
                with contextlib.suppress(httpx.HTTPError):
                    if (await client.get(address)).status_code == httpx.codes.OK:
                        return True
                await asyncio.sleep(0.3)
        return False

    async def stop(self) -> None:
        """End every process, politely first."""
        await asyncio.gather(*(child.stop() for child in self._children))

    def _add(self, name: str, command: Sequence[str], environment: dict[str, str]) -> None:
        log = self._settings.motcua_data / f"{name}.log"
        self._children.append(_Child(command, environment, log))


class _Child:
    """One process that is started again whenever it ends."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], log: Path) -> None:
        self._command = command
        self._environment = environment
        self._log = log
        self._task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    def start(self) -> None:
        """Start it and keep it going."""
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """End it: SIGTERM, and after ten seconds SIGKILL."""
        if self._task:
            self._task.cancel()
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()

    async def _keep(self) -> None:
        while True:
            with self._log.open("ab") as output:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command, cwd=ROOT, env=self._environment, stdout=output, stderr=output,
                    start_new_session=True, preexec_fn=_dies_with_parent(),
                )  # fmt: skip
            await self._process.wait()
            await asyncio.sleep(PAUSE)


def _as_environment(settings: Settings) -> dict[str, str]:
    """Children read their settings from the environment: it must say what this process was told."""
    told = settings.model_dump(exclude_defaults=True)
    return {name.upper(): str(value) for name, value in told.items()}


def free_port(wanted: int) -> int:
    """The wanted port if nobody uses it, else any free one."""
    if _is_free(LOOPBACK, wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _engine_command(settings: Settings, port: int) -> list[str]:
    return [
        str(ENGINE_PYTHON), "-m", "rasa", "run", "-i", LOOPBACK, "-p", str(port),
        "--model", str((settings.motcua_data / "models" / MODEL).resolve()),
        "--endpoints", "nlu/endpoints.yml", "--credentials", "nlu/credentials.yml",
    ]  # fmt: skip


def _dies_with_parent() -> Callable[[], None] | None:
    """So that no child outlives a `motcua run` that was killed with -9; Linux only."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(1, signal.SIGKILL)

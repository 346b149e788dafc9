"""Tests of the engine's parts, in Python 3.10; one tiny model is trained for all of them."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
os.environ.setdefault("ENGINE_TOKEN", "test-token")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"

DOMAIN = """
version: "3.1"
intents: [ask_fee, ask_time, greet]
entities: [procedure]
slots:
  procedure: {type: text, influence_conversation: false, mappings: [{type: custom}]}
actions: [action_answer, action_fallback]
"""
NLU = """
version: "3.1"
nlu:
  - intent: ask_fee
    examples: |
      - lệ phí bao nhiêu
      - hết bao nhiêu tiền
      - có mất phí không
      - tốn tiền không
  - intent: ask_time
    examples: |
      - mất bao lâu
      - mấy ngày có
      - bao giờ lấy được
      - chờ lâu không
  - intent: greet
    examples: |
      - xin chào
      - chào bạn
      - chào ad
      - alo
"""
RULES = """
version: "3.1"
rules:
  - rule: answer
    steps:
      - or: [{intent: ask_fee}, {intent: ask_time}, {intent: greet}]
      - action: action_answer
"""


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """A model with the project's own pipeline and three acts."""
    from rasa.model_training import train

    folder = tmp_path_factory.mktemp("model")
    for name, text in (("domain.yml", DOMAIN), ("nlu.yml", NLU), ("rules.yml", RULES)):
        (folder / name).write_text(text, encoding="utf-8")
    os.chdir(ROOT)
    result = train(
        domain=str(folder / "domain.yml"),
        config="config.yml",
        training_files=[str(folder / "nlu.yml"), str(folder / "rules.yml")],
        output=str(folder),
        fixed_model_name="tiny",
    )
    return result.model


class ActionServer:
    """Answers every action call with what it was asked; can be told to fail or to take its time."""

    def __init__(self) -> None:
        self.calls = []
        self.failing = False
        self.seconds = 0.0
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.calls.append((self.headers, self.client_address, call))
                time.sleep(server.seconds)
                latest = call["tracker"]["latest_message"]
                custom = {"heard": latest["text"], "intent": latest["intent"]["name"], "again": len(server.calls)}
                events = [{"event": "slot", "name": "procedure", "value": latest["intent"]["name"]}]
                body = json.dumps({"events": events, "responses": [{"custom": custom}]}).encode()
                self.send_response(500 if server.failing else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_port}/actions"


@pytest.fixture
def actions():
    """An action server on loopback."""
    server = ActionServer()
    yield server
    server.http.shutdown()


@pytest.fixture
def agent(model, actions, tmp_path, monkeypatch):
    """The model loaded, with an SQL tracker store and the project's own action endpoint."""
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import SQLTrackerStore
    from rasa.shared.core.domain import Domain
    from rasa.utils.endpoints import read_endpoint_config

    monkeypatch.setenv("ACTION_URL", actions.url)
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "t.db"))
    store = SQLTrackerStore(Domain.empty(), dialect="sqlite", db=os.environ["TRACKER_DB"])
    endpoint = read_endpoint_config(str(ROOT / "nlu/endpoints.yml"), "action_endpoint")
    return Agent.load(model, action_endpoint=endpoint, tracker_store=store)

"""What the engine's model is trained from decides when it is trained again."""

from bot.commands.training import ROOT, _files


def test_every_input_is_read_whatever_its_suffix() -> None:
    names = {str(path.relative_to(ROOT)) for path in _files()}
    assert {"nlu/names/short.jsonl", "knowledge/content/lexicon/lexicon.jsonl", "config.yml"} <= names
    assert not [name for name in names if name.endswith(".pyc")]

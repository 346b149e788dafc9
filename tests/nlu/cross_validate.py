"""Acts, cross-validated with the engine's own component: five folds, texts that fold to the same kept together.

``make bench`` runs it; prints macro-F1 clean and with the test half stripped of diacritics, seconds and milliseconds.
"""

import time
import unicodedata
from statistics import median

import numpy as np
import yaml
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold

from nlu.components.act_classifier import ActClassifier
from tests.nlu.examples import ROOT, examples


class NoStorage(ActClassifier):
    """Learns and answers without a model file."""

    def _persist(self):
        pass


def classifier():
    """The component with the project's own settings."""
    parts = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    own = next(part for part in parts if part["name"].endswith("ActClassifier"))
    return NoStorage({**ActClassifier.get_default_config(), **own}, None, None)


def learn(pairs):
    """A classifier of these examples."""
    found = classifier()
    found.train(TrainingData([Message({TEXT: text, INTENT: act}) for text, act in pairs]))
    return found


def bare(text):
    """Without diacritics, as typed on a phone."""
    stripped = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    return stripped.replace("đ", "d").replace("Đ", "D")


def main():
    """Print the figures."""
    pairs = list(examples())
    texts, acts = np.array([text for text, _ in pairs], dtype=object), np.array([act for _, act in pairs])
    groups = np.unique([classifier()._fold(text) for text in texts], return_inverse=True)[1]
    got, got_bare, seconds, times = acts.copy().astype(object), acts.copy().astype(object), [], []
    for train, test in StratifiedGroupKFold(5, shuffle=True, random_state=0).split(texts, acts, groups):
        started = time.perf_counter()
        model = learn([pairs[i] for i in train])
        seconds.append(time.perf_counter() - started)
        for i in test:
            started = time.perf_counter()
            got[i] = model._rank(texts[i])[0]["name"]
            times.append((time.perf_counter() - started) * 1000)
            got_bare[i] = model._rank(bare(texts[i]))[0]["name"]
    clean, stripped = (f1_score(acts, list(found), average="macro") for found in (got, got_bare))
    print(
        f"acts: {len(pairs)} examples, {len(set(acts))} acts, 5 folds: macro-F1 {clean:.4f}, accuracy "
        f"{accuracy_score(acts, list(got)):.4f}, without diacritics {stripped:.4f}; learning {median(seconds):.1f} s, "
        f"a text {median(times):.1f} ms"
    )


if __name__ == "__main__":
    main()

"""Which dialogue act a message is: a linear classifier on n-grams, the names of procedures taken as one word.

The act hangs on the words around a procedure, not on which one it is; with the name masked, "khai sinh mất bao lâu"
teaches "sổ đỏ mất bao lâu". Measured against Rasa's own classifiers in docs/understanding.md.
"""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from joblib import dump, load
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from nlu.components.folding import fold, read_abbreviations
from nlu.components.joints import LONG, clauses, last_words

__all__ = ["ActClassifier", "masker"]

ACTS = "acts"
"""Key of the clauses and their acts in the parsed message."""
ENDS = 12
"""Words at the end of a letter whose act is the letter's."""
MOST_CLAUSES = 6
_RANKED = 10
_SYLLABLES = {"token_pattern": r"\S+"}


def masker(names):
    """A function that puts one word in place of every procedure name in a folded text, longest names first."""
    if not names:
        return lambda text: text
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<!\S)(?:{words})(?!\S)")
    return lambda text: pattern.sub("thutuc", text)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(GraphComponent, IntentClassifier):
    """TF-IDF of masked words (1-3, with the ends marked), words (1-2) and letters (2-5) under a linear SVM."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Paths are from the folder Rasa is started in; ``sharpness`` turns margins into confidences (calibrated)."""
        return {"abbreviations": "", "names": [], "most_words": 6, "C": 1.0, "sharpness": 5.0}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._names: list[str] = []
        self._mask = masker([])
        self._features: Any = None
        self._classifier: Any = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ActClassifier":
        """See GraphComponent.create."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the acts; texts that fold to the same count once for an act."""
        self._name(_read_names(self._config, self._abbreviations()))
        examples = sorted(
            {(self._fold(m.get(TEXT)), m.get(INTENT)) for m in training_data.intent_examples if m.get(TEXT)}
        )
        self._features = _features()
        vectors = self._features.fit_transform([self._prepare(text) for text, _ in examples])
        self._classifier = LinearSVC(C=self._config["C"], class_weight="balanced", random_state=0)
        self._classifier.fit(vectors, [act for _, act in examples])
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set act, confidence and ranking; a text without any known letters gets what the bias says."""
        for message in messages:
            if message.get(TEXT) and self._classifier is not None:
                text = str(message.get(TEXT))
                ranking = self._rank(last_words(text, ENDS) if len(text.split()) >= LONG else text)
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
                message.set(ACTS, self._acts(text), add_to_output=True)
        return messages

    def _acts(self, text: str) -> list[dict[str, Any]]:
        """The act of every clause, for messages that ask several things; of a letter only the end is read."""
        parts = clauses(last_words(text, ENDS) if len(text.split()) >= LONG else text)
        if len(parts) < 2:
            return []
        return [{"text": part, **self._rank(part)[0]} for part in parts[:MOST_CLAUSES]]

    def _rank(self, text: str) -> list[dict[str, Any]]:
        margins = self._classifier.decision_function(self._features.transform([self._prepare(self._fold(text))]))[0]
        if len(self._classifier.classes_) == 2:
            margins = np.array([-margins, margins])
        shares = np.exp(self._config["sharpness"] * (margins - margins.max()))
        shares /= shares.sum()
        best = np.argsort(-shares)[:_RANKED]
        acts = self._classifier.classes_
        return [{INTENT_NAME_KEY: str(acts[i]), PREDICTED_CONFIDENCE_KEY: float(shares[i])} for i in best]

    def _abbreviations(self) -> dict[str, str]:
        path = self._config["abbreviations"]
        return read_abbreviations(path) if path else {}

    def _fold(self, text: str) -> str:
        return fold(text, self._abbreviations())

    def _prepare(self, folded: str) -> str:
        """The folded text and the masked one, side by side; the vectorizers take their half each."""
        return f"{folded}\t{self._mask(folded)}"

    def _name(self, names: list[str]) -> None:
        self._names, self._mask = names, masker(names)

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            dump((self._features, self._classifier), folder / "acts.joblib", compress=3)
            (folder / "names.json").write_text(json.dumps(self._names), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "ActClassifier":
        """See GraphComponent.load."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._features, component._classifier = load(folder / "acts.joblib")
            component._name(json.loads((folder / "names.json").read_text(encoding="utf-8")))
        return component


def _plain(text):
    return text.split("\t")[0]


def _masked(text):
    return f"<s> {text.split(chr(9))[1]} </s>"


def _features() -> FeatureUnion:
    return FeatureUnion(
        [
            ("masked", TfidfVectorizer(preprocessor=_masked, ngram_range=(1, 3), sublinear_tf=True, **_SYLLABLES)),
            ("words", TfidfVectorizer(preprocessor=_plain, ngram_range=(1, 2), sublinear_tf=True, **_SYLLABLES)),
            (
                "letters",
                TfidfVectorizer(preprocessor=_plain, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
            ),
        ]
    )


def _read_names(config: dict[str, Any], abbreviations: dict[str, str]) -> list[str]:
    """Everyday names of two to ``most_words`` words, folded, out of the lexicon files."""
    found = set()
    for path in config["names"]:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            lexeme = json.loads(line) if line.strip() else {}
            for name in [*lexeme.get("aliases", []), lexeme.get("short", "")]:
                folded = fold(name, abbreviations)
                if 2 <= len(folded.split()) <= config["most_words"]:
                    found.add(folded)
    return sorted(found)

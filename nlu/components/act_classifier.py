"""Rasa's logistic regression with the two settings it does not pass on: TF-IDF weights and C.

Rasa 3.6.21 ignores ``C`` in config.yml, and on raw counts the words every question shares ("bao
nhiêu", "giấy") weigh as much as the one that tells two acts apart. Figures:
docs/decisions/0003-intent-classifier.md. Reading, ranking and storing stay Rasa's.
"""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

__all__ = ["ActClassifier"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(LogisticRegressionClassifier):
    """Multinomial logistic regression over TF-IDF weighted n-grams of the featurizers before it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``C`` is the inverse strength of the regularisation; the other settings are Rasa's."""
        return {**LogisticRegressionClassifier.get_default_config(), "C": 100.0, "max_iter": 300}

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = make_pipeline(
            TfidfTransformer(sublinear_tf=True),
            LogisticRegression(
                C=self.config["C"],
                solver=self.config["solver"],
                max_iter=self.config["max_iter"],
                tol=self.config["tol"],
                random_state=self.config["random_state"],
                class_weight="balanced",  # acts have 24 to 414 examples; people do not ask in that proportion
            ),
        )

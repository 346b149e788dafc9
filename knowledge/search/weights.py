"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "best": -5.41,
    "mean_of_three": 7.74,
    "likely": 0.83,
    "likely_small": 0.56,
    "likely_words": 4.73,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.22,
    "unrequested": -0.18,
    "requested": 0.27,
    "elsewhere": -3.20,
    "telling": 1.20,
    "is_outside": -5.70,
    "outside_likely": 0.63,
    "outside_words": 0.81,
    "outside_near": 13.11,
    "is_vague": -12.12,
    "vague_likely": -0.54,
    "vague_near": 19.77,
    "vague_few_words": -0.01,
    "current": 6.21,
    "current_few_words": 2.45,
}

"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "best": -4.42,
    "mean_of_three": 9.32,
    "likely": 0.56,
    "likely_small": 0.32,
    "likely_words": 4.62,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.08,
    "unrequested": -0.18,
    "requested": 0.27,
    "elsewhere": -1.24,
    "telling": 1.31,
    "is_outside": -4.66,
    "outside_likely": -0.55,
    "outside_words": 1.07,
    "outside_near": 11.13,
    "is_vague": -10.95,
    "vague_likely": -1.23,
    "vague_near": 20.12,
    "vague_few_words": 2.73,
}

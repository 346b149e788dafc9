"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "best": -2.27,
    "mean_of_three": 5.92,
    "likely": 0.50,
    "likely_small": 1.05,
    "likely_words": 4.24,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.05,
    "unrequested": -0.18,
    "requested": 0.25,
    "elsewhere": -2.31,
    "telling": 1.24,
    "is_outside": -2.89,
    "outside_likely": 1.05,
    "outside_words": 0.72,
    "outside_near": 10.74,
    "is_vague": -9.63,
    "vague_likely": -0.43,
    "vague_near": 17.24,
    "vague_few_words": 0.28,
    "current": 5.54,
    "current_few_words": 2.54,
}

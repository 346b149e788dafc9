"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "mean_of_three": 4.00,
    "likely": 0.45,
    "likely_small": 0.88,
    "likely_words": 4.56,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 1.00,
    "elsewhere": -7.18,
    "telling": 0.92,
    "is_outside": -1.82,
    "outside_likely": 0.97,
    "outside_words": 1.13,
    "outside_near": 13.33,
    "is_vague": -7.13,
    "vague_near": 17.39,
    "vague_few_words": 0.62,
    "vague_words": 0.23,
    "current": 6.10,
    "current_few_words": 2.51,
}

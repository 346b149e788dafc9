"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "mean_of_three": 1.16,
    "likely": 0.78,
    "likely_small": 0.97,
    "likely_words": 4.29,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.50,
    "unrequested": -0.12,
    "requested": 0.40,
    "elsewhere": -2.57,
    "telling": 1.23,
    "is_outside": -2.60,
    "outside_likely": 1.26,
    "outside_words": 0.85,
    "outside_near": 9.56,
    "is_vague": -7.21,
    "vague_near": 14.31,
    "vague_few_words": 0.41,
    "vague_words": 0.66,
    "current": 5.34,
    "current_few_words": 2.45,
}

"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "mean_of_three": 0.66,
    "likely": 0.80,
    "likely_small": 0.98,
    "likely_words": 4.24,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.50,
    "unrequested": -0.13,
    "requested": 0.42,
    "elsewhere": -2.35,
    "telling": 1.23,
    "is_outside": -2.50,
    "outside_likely": 1.32,
    "outside_words": 0.87,
    "outside_near": 9.38,
    "is_vague": -6.51,
    "vague_near": 13.70,
    "vague_few_words": 0.51,
    "vague_words": 0.88,
    "current": 5.32,
    "current_few_words": 2.38,
}

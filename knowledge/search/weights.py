"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "mean_of_three": 4.00,
    "likely": 0.24,
    "likely_small": 0.99,
    "likely_words": 4.73,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 1.50,
    "unrequested": 0.02,
    "elsewhere": -0.12,
    "telling": 0.89,
    "is_outside": -1.20,
    "outside_likely": 1.03,
    "outside_words": 1.38,
    "outside_near": 13.46,
    "is_vague": -7.14,
    "vague_near": 17.68,
    "vague_few_words": 0.63,
    "vague_words": 0.20,
    "current": 7.15,
    "current_few_words": 3.34,
    "current_left": -4.44,
}

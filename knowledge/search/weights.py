"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "best": -5.17,
    "mean_of_three": 6.73,
    "likely": 0.97,
    "likely_small": 0.52,
    "likely_words": 4.60,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.11,
    "unrequested": -0.21,
    "requested": 0.07,
    "elsewhere": -3.18,
    "telling": 1.18,
    "is_outside": -5.93,
    "outside_likely": 0.58,
    "outside_words": 0.19,
    "outside_near": 10.24,
    "is_vague": -10.45,
    "vague_likely": -0.38,
    "vague_near": 16.50,
    "vague_few_words": 0.96,
    "current": 6.42,
    "current_few_words": 2.30,
}

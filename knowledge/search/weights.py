"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "mean_of_three": 4.00,
    "likely": 0.41,
    "likely_small": 0.86,
    "likely_words": 4.26,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.75,
    "unrequested": -0.01,
    "elsewhere": -0.27,
    "telling": 0.84,
    "is_outside": -1.43,
    "outside_likely": 1.10,
    "outside_words": 1.16,
    "outside_near": 13.51,
    "is_vague": -7.39,
    "vague_near": 17.59,
    "vague_few_words": 1.06,
    "vague_words": 0.03,
    "current": 6.86,
    "current_few_words": 3.49,
    "current_left": -3.93,
    "exact": 1.50,
}

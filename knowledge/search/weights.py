"""How much each kind of evidence counts: a conditional logit fitted on the development questions.

``make fit`` writes this file (tests/fit_search.py); the figures it was fitted with are in docs/understanding.md.
"""

__all__ = ["WEIGHTS"]

WEIGHTS: dict[str, float] = {
    "mean_of_three": 4.00,
    "likely": 0.32,
    "likely_small": 0.20,
    "likely_words": 5.49,
    "seed": 0.60,
    "asked_seldom": -0.40,
    "asked_rarely": -0.80,
    "commune": -1.20,
    "elsewhere_level": -1.60,
    "popularity": 0.75,
    "elsewhere": -5.29,
    "telling": 0.47,
    "is_outside": -1.25,
    "outside_likely": 0.85,
    "outside_words": 1.55,
    "outside_near": 14.43,
    "is_vague": -8.30,
    "vague_near": 19.79,
    "vague_few_words": 0.92,
    "vague_words": 0.12,
    "current": 9.62,
    "current_few_words": 1.80,
    "current_many_words": -3.09,
    "current_left": -2.96,
    "current_detail": 1.38,
    "current_yes_no": 7.83,
    "current_wish": -3.11,
    "current_supposed": -4.25,
    "near_current": 2.25,
    "near_current_few_words": 1.26,
    "near_current_many_words": 0.01,
    "near_current_left": 1.31,
    "near_current_detail": -1.71,
    "near_current_yes_no": 1.24,
    "near_current_wish": 1.62,
    "near_current_supposed": 3.99,
    "exact": 1.50,
}

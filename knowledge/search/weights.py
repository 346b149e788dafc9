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
    "current": 10.03,
    "current_few_words": 1.92,
    "current_many_words": -3.24,
    "current_left": -3.27,
    "current_detail": 1.01,
    "current_yes_no": 7.81,
    "current_wish": -3.63,
    "current_supposed": -4.86,
    "near_current": 2.47,
    "near_current_few_words": 1.33,
    "near_current_many_words": -0.07,
    "near_current_left": 1.37,
    "near_current_detail": -2.07,
    "near_current_yes_no": 1.21,
    "near_current_wish": 1.61,
    "near_current_supposed": 3.83,
    "exact": 1.50,
}

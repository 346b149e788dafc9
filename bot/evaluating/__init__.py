"""Measure how well people are understood, on any set of labelled questions."""

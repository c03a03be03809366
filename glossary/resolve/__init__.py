"""Saying what is meant at each place, and why."""

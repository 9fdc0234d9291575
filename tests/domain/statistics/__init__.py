"""Tests of the statistics for one person."""

"""Whole diaries as files: JSON, one CSV table, or a zip of CSV tables."""

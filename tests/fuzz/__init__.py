"""Spoilt files: whatever is in one, it is brought in whole or refused in a sentence."""

"""Values and rules of the diary, in plain Python."""

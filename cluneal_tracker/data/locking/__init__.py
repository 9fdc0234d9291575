"""Locking the diary with a passphrase: the keys, the files they lie in, and the way in."""

"""Nothing of the diary goes anywhere that was not asked for."""

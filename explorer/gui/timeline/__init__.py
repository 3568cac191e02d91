"""The time axis with its two handles."""

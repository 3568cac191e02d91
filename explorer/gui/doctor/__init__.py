"""The doctor's windows: what a verification found, and what a directory contradicts itself in."""

"""The directory panel."""

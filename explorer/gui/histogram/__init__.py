"""Histograms and curves over steps."""

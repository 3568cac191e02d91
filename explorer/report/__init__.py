"""Answers to what people read: columns, numbers as text, palette, CSV, JSON."""

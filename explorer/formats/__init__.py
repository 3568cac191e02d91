"""Bytes to records, one module per file format; no meaning yet."""

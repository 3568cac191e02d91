"""Older beside newer."""

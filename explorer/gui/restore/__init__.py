"""Checkpoint against target model."""

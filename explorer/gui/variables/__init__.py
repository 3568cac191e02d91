"""The variables table and scope tree."""

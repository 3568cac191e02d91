"""The numbers of one tensor."""

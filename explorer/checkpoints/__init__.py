"""Records to the things people talk about: runs, checkpoints, variables, object graphs."""

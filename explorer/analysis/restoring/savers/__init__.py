"""Graph programs, which ask by name: Saver, Estimator, and initializers that read checkpoints. Begin with `restore`."""

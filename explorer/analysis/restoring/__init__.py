"""What TensorFlow will do on restore: one module a way of loading, pure functions over records."""

"""`load_weights` of Keras, and how two sides of Keras are matched layer by layer. Begin with `h5`, `v3` or `tf_format`."""

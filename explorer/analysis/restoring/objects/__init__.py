"""`tf.train.Checkpoint`: programs of objects, matched edge by edge. Begin with `restore`, then `run`."""

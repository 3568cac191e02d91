"""The four states of a checkpoint, in the words of checkpoints.model_dir.

Said here again because that module brings numpy along, a third of the time to the window's first paint;
a test holds the two equal.
"""

COMPLETE, BEING_WRITTEN, DAMAGED, GONE = "complete", "being written", "damaged", "gone"

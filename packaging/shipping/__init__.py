"""The steps of `make package`, one module each."""

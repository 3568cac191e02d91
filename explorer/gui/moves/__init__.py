"""What moved over the run: which variables trained, which never did, where the first NaN came from."""

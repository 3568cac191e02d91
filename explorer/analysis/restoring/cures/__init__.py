"""How each cause is mended: sentences and code. `by_cause` is asked; `code` and `code_graph` write the Python."""

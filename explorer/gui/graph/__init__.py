"""The object graph, drawn."""

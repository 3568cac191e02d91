"""A real browser on a real JupyterLab: run by `make test-browser`, left out of the plain suite."""

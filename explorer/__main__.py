"""`python -m explorer`: the window."""

from explorer.cli.window import run

if __name__ == "__main__":
    raise SystemExit(run())

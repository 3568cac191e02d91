"""The command line as a test calls it."""

import pytest

from explorer.cli.main import run


@pytest.fixture
def ckptx(capsys):
    """Run the command line in this process: (exit status, standard output, standard error)."""

    def call(*arguments):
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call

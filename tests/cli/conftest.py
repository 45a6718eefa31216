"""What tests of the commands share."""

import pytest

from namematch.cli.app import run
from tests.support.commands import Say


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """Run a command in this process: exit code, standard output, standard error."""

    def said(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(list(map(str, arguments)))
        return (code, *capfd.readouterr())

    return said

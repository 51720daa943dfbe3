"""What `cuibono --version` tells is what the parts themselves say."""

from cuibono import __version__
from cuibono.actors import Registry
from cuibono.cli.run import run
from cuibono.coding import Codebook
from cuibono.versions import versions


def test_the_versions_are_those_of_the_loaded_parts():
    told = versions()
    assert told["cuibono"] == __version__
    assert told["registry"] == Registry.load().version
    assert told["codebook"] == Codebook.load().version


def test_the_command_tells_all_of_them(capsys):
    assert run(["--version"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(versions())

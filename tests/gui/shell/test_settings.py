"""Settings: remembered, and never able to keep the window from starting."""

from __future__ import annotations

import pytest

from explorer.gui.settings import MAX_RECENTS, Settings


def test_what_is_set_is_there_next_time(tmp_path):
    path = tmp_path / "window.ini"
    first = Settings(path)
    first.theme, first.colour_blind, first.view = "dark", True, "values"
    first.geometry, first.last_directory = b"\0\x01\xff", "/runs/iris"
    first.remember_recent("/runs/iris")
    first.graph_layout = ("wrapped", "left-right")
    first.sync()

    second = Settings(path)

    assert (second.theme, second.colour_blind, second.view) == ("dark", True, "values")
    assert second.graph_layout == ("wrapped", "left-right")
    assert (second.geometry, second.last_directory, second.recents) == (
        b"\0\x01\xff",
        "/runs/iris",
        ("/runs/iris",),
    )


def test_recent_paths_of_any_bytes_come_back_last_first_each_once(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    for path in ("/a,b|c", "/odd\udcff", "/a,b|c"):
        settings.remember_recent(path)

    assert settings.recents == ("/a,b|c", "/odd\udcff")


def test_the_recent_list_has_an_end(tmp_path):
    settings = Settings(tmp_path / "window.ini")
    for number in range(50):
        settings.remember_recent(f"/run{number}")

    assert len(settings.recents) == MAX_RECENTS
    assert settings.recents[0] == "/run49"


@pytest.mark.parametrize(
    "content",
    [
        b"\0\x01\x02garbage",
        b"[General]\ntheme=dark\n",
        b"x" * (2 << 20),
        b"[General]\nlayout_version=99\ntheme=dark\n",
    ],
    ids=["binary", "no version", "huge", "future"],
)
def test_unusable_settings_count_as_none(tmp_path, content):
    path = tmp_path / "window.ini"
    path.write_bytes(content)

    settings = Settings(path)

    assert (settings.theme, settings.recents, settings.docks) == ("system", (), b"")


def test_settings_of_a_newer_version_are_left_as_they_are(tmp_path):
    path = tmp_path / "window.ini"
    content = b"[General]\nlayout_version=99\ntheme=dark\n"
    path.write_bytes(content)

    settings = Settings(path)
    settings.theme = "light"
    settings.sync()

    assert path.read_bytes() == content
    assert settings.theme == "light"


def test_wrong_values_fall_back_one_by_one(tmp_path):
    path = tmp_path / "window.ini"
    path.write_text("[General]\nlayout_version=1\ntheme=purple\ngeometry=%%%\nrecents=zz|2f61\n")

    settings = Settings(path)

    assert (settings.theme, settings.geometry, settings.recents) == ("system", b"", ("/a",))


def test_fresh_settings_read_and_write_nothing(tmp_path):
    path = tmp_path / "window.ini"
    settings = Settings(path, fresh=True)
    settings.theme = "dark"
    settings.sync()

    assert settings.theme == "dark"
    assert not path.exists()


def test_a_directory_in_the_files_place_does_not_keep_it_from_starting(tmp_path):
    path = tmp_path / "window.ini"
    path.mkdir()

    assert Settings(path).theme == "system"

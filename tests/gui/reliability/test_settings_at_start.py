"""Whatever lies where the settings should be, the window starts, with defaults and a sentence where one would wonder."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui.sealed import sealed, unsealed
from explorer.gui.settings import DAMAGED, MAX_FILE_BYTES, NEWER, NOT_KEPT, Settings

NAMES = (
    "export_answers", "follow_interval_s", "language", "last_directory", "recents", "records_mib",
    "remember_new_mib", "targets", "text_percent", "theme",
)  # fmt: skip
FUTURE = b"[General]\nlayout_version=99\ntheme=dark\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\0\x01garbage", DAMAGED),
        (b"x" * (MAX_FILE_BYTES + 1), DAMAGED),
        (b"[General]\ntheme=dark\n", DAMAGED),
        (FUTURE, NEWER),
        (b"", ""),
        (
            b"[General]\nlayout_version=1\ngeometry=////\nview=nowhere\ndocks=AAAA\nfollow_interval_s=nan\n",
            "",
        ),
    ],
    ids=["binary", "huge", "no version", "future", "empty", "nonsense"],
)
def test_the_window_opens_with_defaults_and_says_why(open_window, tmp_path, content, sentence):
    file = tmp_path / "window.ini"
    file.write_bytes(content)
    settings = Settings(file)

    window = open_window(settings=settings, view="graph")

    assert settings.why_forgotten == sentence
    assert window.isVisible()
    assert window.settings.theme == "system"
    assert (file.read_bytes() == FUTURE) == (content == FUTURE)


def test_a_directory_in_the_files_place_is_put_aside(tmp_path):
    (tmp_path / "window.ini").mkdir()

    settings = Settings(tmp_path / "window.ini")
    settings.theme = "dark"
    settings.sync()

    assert settings.why_forgotten == DAMAGED
    assert Settings(tmp_path / "window.ini").theme == "dark"


def test_a_folder_that_cannot_be_made_is_told_and_the_run_keeps_its_own_settings(tmp_path):
    (tmp_path / "file").write_text("")

    settings = Settings(tmp_path / "file" / "window.ini")
    settings.theme = "dark"

    assert (settings.why_forgotten, settings.theme) == (NOT_KEPT, "dark")


def test_no_home_is_no_reason_not_to_start(monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "CHECKPOINT_EXPLORER_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as for a user the system does not know

    def homeless(*_: object, **__: object) -> None:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_config_path", homeless)
    monkeypatch.setattr("platformdirs.user_state_path", homeless)
    from explorer.gui.running import RunningMark, crashes

    mark = RunningMark()
    mark.begin("v")

    assert (Settings().why_forgotten, mark.state_file, crashes()) == (NOT_KEPT, None, ())


def test_a_lock_nobody_gives_back_is_not_waited_for(tmp_path):
    """QSettings itself waits for it without an end."""
    path = tmp_path / "window.ini"
    path.write_text("[General]\nlayout_version=1\ntheme=dark\n")
    (tmp_path / "window.ini.lock").mkdir()

    settings = Settings(path)
    before = settings.theme
    settings.theme = "light"
    settings.sync()

    assert (before, settings.theme, settings.why_forgotten) == ("dark", "light", NOT_KEPT)


@given(
    st.text(max_size=40) | st.sampled_from(["nan", "-inf", "1e999", "9" * 5000, "00", "612f00", "٣", "1_0"])
)
def test_a_setting_of_any_content_is_one_the_program_can_use(text):
    settings = Settings(fresh=True)
    settings._memory = dict.fromkeys(NAMES, text)

    assert settings.theme in ("system", "light", "dark")
    assert settings.language in ("system", "en", "zh_CN")
    assert settings.text_percent == 0 or 100 <= settings.text_percent <= 200
    assert 0.0 <= settings.follow_interval_s <= 3600.0
    assert 16 <= settings.records_mib <= 1 << 20
    assert 1 <= settings.remember_new_mib <= 1 << 20
    assert all(isinstance(answer, str) for answer in settings.export_answers.values())
    for path in (
        *settings.recents,
        settings.last_directory,
        *settings.target_of(settings.last_directory)[:1],
    ):
        assert "\0" not in path


@given(st.binary(min_size=1, max_size=60), st.data())
def test_what_qt_would_die_of_never_reaches_it(description, data):
    """A description of the panels with a changed byte is a segmentation fault in Qt, at every start."""
    settings = Settings(fresh=True)
    settings.docks = description
    assert settings.docks == description
    text = sealed(description)
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019+/=!"))

    changed = unsealed(text[:place] + letter + text[place + 1 :])

    assert changed in (b"", description)
    assert unsealed(text[:place]) == b""

"""How large texts are: what the settings say, what the system asks for, and the next size up or down."""

from __future__ import annotations

from explorer.gui.theme import TEXT_PERCENTS, system_percent


def wanted_percent(setting: int) -> int:
    """The size that a setting stands for, in percent; 0 is as the system asks."""
    return setting or system_percent()


def nearest_percent(setting: int) -> int:
    """The entry of the menu that a setting stands at; 0 is as the system asks."""
    return min(TEXT_PERCENTS, key=lambda percent: abs(percent - setting)) if setting else 0


def next_percent(percent: int, by: int) -> int:
    """The size beside this one in the menu: the next larger (1) or smaller (-1); the last one stays."""
    beside = [other for other in TEXT_PERCENTS if (other - percent) * by > 0]
    return min(beside, key=lambda other: abs(other - percent), default=percent)

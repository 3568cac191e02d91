"""Make resources/fonts/zh_CN/: the Chinese font of machines that have none.

It is a part of Droid Sans Fallback (Apache License 2.0): the characters of the translations and the Chinese
help pages, and the ideographs of GB 2312, for what files are called. Run it again when
characters were added: `python packaging/chinese_font.py PATH/DroidSansFallbackFull.ttf` (Debian's package
fonts-droid-fallback has it); it needs fonttools.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONT = ROOT / "resources" / "fonts" / "zh_CN" / "DroidSansFallbackPart.ttf"
FIRST_ROW, LAST_ROW = 16, 87  # of GB 2312; rows 1 to 3 are punctuation and full-width letters


def common_ideographs() -> set[str]:
    """GB 2312's punctuation, full-width characters and its ideographs."""
    rows = (*range(1, 4), *range(FIRST_ROW, LAST_ROW + 1))
    made = (
        bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312", "ignore") for row in rows for cell in range(1, 95)
    )
    return {character for character in made if character}


def written_characters() -> set[str]:
    """What the translations and the Chinese help pages use, beyond what every font has."""
    folders = (ROOT / "resources" / "translations", ROOT / "resources" / "help" / "zh_CN")
    files = [path for folder in folders for path in (*folder.glob("*.ts"), *folder.glob("*.md"))]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    return {character for character in text if ord(character) >= 0x2000}


def main(arguments: list[str]) -> int:
    """Write the font."""
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 4, 6, 13, 14]
    )
    font = load_font(arguments[0], options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, common_ideographs() | written_characters())))
    subsetter.subset(font)
    for record in font["name"].names:  # a changed font goes by a name of its own
        if record.nameID in (1, 4):
            record.string = "Droid Sans Fallback Part"
        elif record.nameID == 6:
            record.string = "DroidSansFallbackPart"
    FONT.parent.mkdir(parents=True, exist_ok=True)
    save_font(font, str(FONT), options)
    print(f"{FONT.relative_to(ROOT)}: {FONT.stat().st_size:,} bytes, {font['maxp'].numGlyphs:,} glyphs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

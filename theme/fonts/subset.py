"""Makes the book's fonts and theme/css/fonts.css. README.md says how to run it and why the names change."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
SHEET = HERE.parent / "css" / "fonts.css"

# Basic Latin and Latin-1, the punctuation of English, the signs of figures and statements.
TEXT = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "–—‘’“”‹›†•…′″⅓⅔←↑→↓↔↕⇒−∞≈≠≤≥✓✗▸▾▲▼●○■□πμλ√ⁿ₁₂₃\u2009\u202f")]
# What a tool draws frames and trees with.
CODE = [*TEXT, *map(ord, "─│┌┐└┘├┤┬┴┼╭╮╯╰")]

# The package's file; ours; family, style, weights; characters. Bold italic is rare: the browser slants it.
FONTS = [
    ("source-sans/VF/SourceSans3VF-Upright.ttf", "book-sans", "Book Sans", "normal", (400, 700), TEXT),
    ("source-sans/VF/SourceSans3VF-Italic.ttf", "book-sans-italic", "Book Sans", "italic", (400, 400), TEXT),
    ("source-code-pro/VF/SourceCodeVF-Upright.ttf", "book-code", "Book Code", "normal", (400, 700), CODE),
]

# Fonts that systems have. The widths are those of Liberation, which are Arial's and Courier New's.
STAND_INS = [
    ("Book Sans", "LiberationSans-Regular.ttf", ["Arial", "Liberation Sans", "Helvetica", "Roboto"]),
    ("Book Code", "LiberationMono-Regular.ttf", ["Courier New", "Liberation Mono", "Courier"]),
]

# A page of prose, by its letters: what the widths of two designs are compared by.
PROSE = (
    "A thread that ends hands over what it computed, and the one that waits for it goes on from there. "
    "When the program returns from its first function, whatever the others own is not dropped, and what "
    "they have not yet printed is lost. You can see it in each run below; nothing here depends on luck. "
)

HEAD = """/* The book's fonts. One that comes too late for the first paint is for the next page (`optional`): swapped in, it would
   move lines. Until then, faces of the system's fonts stand in, scaled to the same widths and heights. Made by
   theme/fonts/subset.py. */
"""

FROM_DISK = """
/* A page opened from disk never has a font in time, and no cache to find it in on the next page: there it is swapped in.
   theme/js/boot.js says where. */
:root[data-disk] {
    --font-text: "Book Sans from disk", "Book Sans stand-in", system-ui, sans-serif;
    --font-code: "Book Code from disk", "Book Code stand-in", ui-monospace, monospace;
}
"""


def main(packages: Path, system: Path) -> None:
    sheet, made = HEAD, {}
    for source, name, family, style, weights, characters in FONTS:
        font = cut(TTFont(packages / source, recalcTimestamp=False), weights, characters)
        rename(font, family, name)
        font.flavor = "woff2"
        font.save(HERE / f"{name}.woff2")
        made.setdefault(family, font)
        characters = f"\n    unicode-range: {ranges(sorted(font.getBestCmap()))};"
        sheet += face(name, family, style, weights, "optional", characters)
        print(f"{(HERE / name).with_suffix('.woff2').stat().st_size:6} {name}")
    sheet += FROM_DISK
    for _, name, family, style, weights, _ in FONTS:
        sheet += face(name, f"{family} from disk", style, weights, "swap", "")
    for family, file, names in STAND_INS:
        sheet += stand_in(made[family], TTFont(system / file), family, names)
    SHEET.write_text(sheet, encoding="utf-8")


def cut(font: TTFont, weights: tuple[int, int], characters: list[int]) -> TTFont:
    options = subset.Options(
        layout_features=["kern", "ccmp", "mark", "tnum"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        hinting=False,
        notdef_outline=True,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    low, high = weights
    return instancer.instantiateVariableFont(font, {"wght": low if low == high else weights})


def rename(font: TTFont, family: str, name: str) -> None:
    names = font["name"]
    for identity, value in ((1, family), (3, name), (4, family), (6, name)):
        names.setName(value, identity, 3, 1, 0x409)


def face(name: str, family: str, style: str, weights: tuple[int, int], display: str, more: str) -> str:
    low, high = weights
    return f"""
@font-face {{
    font-family: "{family}";
    font-style: {style};
    font-weight: {low if low == high else f"{low} {high}"};
    font-display: {display};
    src: url("../fonts/{name}.woff2") format("woff2");{more}
}}
"""


def ranges(characters: list[int]) -> str:
    runs: list[list[int]] = []
    for c in characters:
        if runs and c == runs[-1][1] + 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def stand_in(font: TTFont, other: TTFont, family: str, names: list[str]) -> str:
    def width(font: TTFont) -> float:
        glyphs = font.getBestCmap()
        return sum(font["hmtx"][glyphs[ord(c)]][0] for c in PROSE) / font["head"].unitsPerEm

    size = width(font) / width(other)
    units = font["head"].unitsPerEm
    line = font["hhea"]
    sources = ", ".join(f'local("{name}")' for name in names)
    return f"""
@font-face {{
    font-family: "{family} stand-in";
    src: {sources};
    size-adjust: {size:.2%};
    ascent-override: {line.ascent / units / size:.2%};
    descent-override: {-line.descent / units / size:.2%};
    line-gap-override: 0%;
}}
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

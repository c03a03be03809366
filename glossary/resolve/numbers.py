"""Chinese numerals, and English ordinals as the United Nations writes them."""

from __future__ import annotations

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ONES = """
zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh
twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
""".split()
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENTHS = ("", "", "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")


def value(numeral: str) -> int | None:
    """Return the number that Chinese or Arabic digits write, or None.

    >>> value("二十三"), value("一百零三"), value("68"), value("二〇一四")
    (23, 103, 68, 2014)
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if all(c in _DIGITS for c in numeral) and len(numeral) > 1:
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = pending = 0
    for character in numeral:
        if character in _DIGITS:
            pending = _DIGITS[character]
        elif character in _UNITS:
            total += (pending or 1) * _UNITS[character]
            pending = 0
        else:
            return None
    return total + pending if numeral else None


def ordinal(number: int) -> str:
    """Return an English ordinal: spelled out below one hundred, ``413th`` above.

    >>> ordinal(23), ordinal(413)
    ('twenty-third', '413th')
    """
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENTHS[tens]
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def roman(number: int) -> str:
    """Return *number* (1 to 3999) in Roman numerals."""
    made = ""
    for size, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= size:
            made += letters
            number -= size
    return made

"""Barcodes: GTIN-8, UPC-A (12), EAN-13 and GTIN-14, and their check digit."""

from milium.errors import BadInput

LENGTHS = (8, 12, 13, 14)
WHOLE = 14  # every shorter one is this long with zeros before it
_WEIGHTS = (3, 1)
_TEN = 10


def check_digit(digits: str) -> int:
    """Return the digit that closes a GTIN whose other digits are given.

    >>> check_digit("400638133393")
    1
    """
    total = sum(int(d) * _WEIGHTS[i % 2] for i, d in enumerate(reversed(digits)))
    return -total % _TEN


def normal(value: object) -> str:
    """Return a GTIN as 14 digits.

    Args:
        value: As typed or scanned: text with spaces or hyphens, or a whole number.

    Raises:
        BadInput: It is no GTIN, or its check digit is wrong.

    >>> normal("4006381 333931")
    '04006381333931'
    """
    typed = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    digits = typed.replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        raise BadInput(f'"{str(value)[:40]}" is no barcode.', where="gtin", fix="Type the digits below the bars.")
    if isinstance(value, int):  # a spreadsheet drops the zeros in front
        digits = digits.zfill(next((n for n in LENGTHS if n >= len(digits)), len(digits)))
    if len(digits) not in LENGTHS:
        allowed = "8, 12, 13 or 14"
        raise BadInput(
            f'"{digits[:40]}" has {len(digits)} digits.', where="gtin", fix=f"A barcode has {allowed} digits."
        )
    if int(digits[-1]) != check_digit(digits[:-1]):
        problem = f'the last digit of "{digits}" does not fit the others.'
        raise BadInput(problem, where="gtin", fix="Compare it with the digits below the bars.")
    return digits.zfill(WHOLE)

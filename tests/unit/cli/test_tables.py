"""How columns are laid out in a terminal of 96 signs."""

from milium.cli.words import COLUMN, WIDTH, table

LONG = "Emma's Moringa Cleansing Balm with Professional Cleansing Cloth 100ml"


def test_a_long_name_wraps_in_its_own_column_and_leaves_room_for_the_reason() -> None:
    lines = list(table([("ASK", LONG, "It holds retinol. The strength is not stated."), ("KEEP", "Gel", "")]))
    assert all(len(line) <= WIDTH for line in lines)
    assert [line[8 : 8 + COLUMN].strip() for line in lines] == [
        "Emma's Moringa Cleansing Balm with",
        "Professional Cleansing Cloth 100ml",
        "Gel",
    ]
    assert (
        " ".join(line[8 + COLUMN :].strip() for line in lines[:2]).strip()
        == "It holds retinol. The strength is not stated."
    )


def test_an_empty_column_and_an_empty_table_do_no_harm() -> None:
    assert list(table([("", "a", "b")])) == ["     a  b"]
    assert list(table([])) == []

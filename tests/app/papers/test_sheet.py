"""The layout's own watch finds planted mistakes; only then is its silence worth something."""

from app.papers.fonts import fonts_in
from app.papers.qr import qr
from app.papers.sheet import Sheet
from app.papers.text import Style, Typesetter

STYLE = Style(10)


def a_sheet() -> tuple[Sheet, Typesetter]:
    return Sheet(100, 100, margin=5), Typesetter(fonts_in())


def faults(sheet: Sheet) -> list[str]:
    return [fault.what for fault in sheet.faults(1)]


def test_a_sheet_with_room_for_everything_is_sound() -> None:
    sheet, setter = a_sheet()
    sheet.write(10, 20, setter.line("Room enough", STYLE), STYLE)
    sheet.frame(8, 12, 60, 12)
    sheet.rule(8, 30, 90)
    sheet.code(20, 40, 20, qr("https", "M"))
    assert faults(sheet) == []


def test_text_over_the_edge_is_found() -> None:
    sheet, setter = a_sheet()
    sheet.write(94, 20, setter.line("Too far to the right", STYLE), STYLE)
    sheet.write(10, 98, setter.line("Too low", STYLE), STYLE)
    assert faults(sheet) == ["Written outside"] * 2


def test_text_over_text_is_found() -> None:
    sheet, setter = a_sheet()
    sheet.write(10, 20, setter.line("One", STYLE), STYLE)
    sheet.write(12, 21, setter.line("Two", STYLE), STYLE)
    assert faults(sheet) == ["Written over Written"]


def test_text_across_a_rule_or_a_box_is_found() -> None:
    sheet, setter = a_sheet()
    sheet.write(10, 20, setter.line("Struck through", STYLE), STYLE)
    sheet.rule(5, 19, 50)
    assert faults(sheet) == ["Written over Rule"]
    sheet, setter = a_sheet()
    sheet.write(10, 20, setter.line("Longer than its box", STYLE), STYLE)
    sheet.frame(8, 12, 10, 12)
    assert faults(sheet) == ["Frame over Written"]


def test_anything_in_the_quiet_zone_of_a_code_is_found() -> None:
    sheet, setter = a_sheet()
    code = qr("https", "M")
    sheet.code(20, 40, 21, code)
    quiet = 4 * 21 / code.side
    sheet.write(20 + 21 + quiet / 2, 50, setter.line("Too near", STYLE), STYLE)
    assert faults(sheet) == ["Coded over Written"]


def test_lines_may_cross_lines() -> None:
    sheet, _ = a_sheet()
    sheet.rule(10, 20, 50)
    sheet.upright(20, 10, 50)
    sheet.frame(10, 10, 30, 30)
    assert faults(sheet) == []

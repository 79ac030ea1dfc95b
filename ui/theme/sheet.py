"""Style sheets for what Qt draws by itself: menus, lists that drop down, the month.

Only these wear one. A sheet on the application would be looked through for every widget of every screen,
a third of a millisecond each; the kit paints itself instead.
"""

from ui.theme.theme import Theme


def menu_sheet(worn: Theme) -> str:
    edge = worn.css("control" if worn.is_contrast else "border")
    return f"""
QMenu{{background:{worn.css("surface")};color:{worn.css("text")};border:{worn.line}px solid {edge};padding:6px;}}
QMenu::item{{padding:9px 28px 9px 12px;border-radius:6px;min-width:150px;}}
QMenu::icon{{padding-left:10px;}}
QMenu::item:selected{{background:{worn.selected().name()};color:{worn.css("text")};}}
QMenu::item:disabled{{color:{worn.css("text3")};}}
QMenu::separator{{height:1px;background:{worn.css("border")};margin:6px 4px;}}
"""


def drop_sheet(worn: Theme) -> str:
    """For the frame of a list under a combo box."""
    edge = f"{worn.line}px solid {worn.css('control')}"
    return f"QFrame{{background:{worn.css('surface')};border:{edge};padding:3px 0;}}QListView{{border:0;}}"


def month_sheet(worn: Theme) -> str:
    return f"""
QCalendarWidget QWidget{{background:{worn.css("surface")};color:{worn.css("text")};}}
QCalendarWidget QToolButton{{background:transparent;border:0;padding:6px 10px;border-radius:6px;}}
QCalendarWidget QToolButton:hover{{background:{worn.css("hover")};}}
QCalendarWidget QToolButton::menu-indicator{{image:none;}}
QCalendarWidget QAbstractItemView{{selection-background-color:{worn.css("accent")};
selection-color:{worn.css("onAccent")};border:0;outline:0;}}
QCalendarWidget QAbstractItemView:disabled{{color:{worn.css("text3")};}}
"""

"""The one style sheet. Only what Qt draws by itself is styled here; the kit paints the rest."""

from ui.theme.theme import Theme


def style_sheet(worn: Theme) -> str:
    return "\n".join((_inputs(worn), _panels(worn), _lists(worn), _bars(worn), _menus(worn)))


def _inputs(worn: Theme) -> str:
    radius, line, ring = worn.radius("control"), worn.line, worn.ring
    edges = "".join(
        f'QLineEdit[state="{state}"],QPlainTextEdit[state="{state}"]'
        f"{{border:{line + (state == 'danger')}px solid {worn.css(state)};}}"
        for state in ("danger", "ok", "warn")
    )
    return f"""
QLineEdit,QPlainTextEdit,QTextEdit{{background:{worn.css("surface")};color:{worn.css("text")};
border:{line}px solid {worn.css("control")};border-radius:{radius}px;padding:0 {12 - line}px;
selection-background-color:{worn.css("accent")};selection-color:{worn.css("onAccent")};
placeholder-text-color:{worn.css("text3")};}}
QPlainTextEdit,QTextEdit{{padding:{7 - line}px {8 - line}px;}}
QLineEdit{{min-height:{worn.size("control") - 2 * line}px;max-height:{worn.size("control") - 2 * line}px;}}
{edges}
QLineEdit:focus{{border:{ring}px solid {worn.css("accent")};padding:0 {12 - ring}px;
min-height:{worn.size("control") - 2 * ring}px;max-height:{worn.size("control") - 2 * ring}px;}}
QPlainTextEdit:focus,QTextEdit:focus{{border:{ring}px solid {worn.css("accent")};
padding:{7 - ring}px {8 - ring}px;}}
QLineEdit[state="danger"]:focus,QPlainTextEdit[state="danger"]:focus{{border-color:{worn.css("danger")};}}
QLineEdit:disabled,QPlainTextEdit:disabled{{background:{worn.css("sunken")};color:{worn.css("text3")};
border-color:{worn.css("border")};}}
QLineEdit[big="true"]{{
min-height:{worn.size("large") - 2 * line}px;max-height:{worn.size("large") - 2 * line}px;}}
QLineEdit[cell="true"],QLineEdit[cell="true"]:focus{{min-height:{34 - 2 * ring}px;max-height:{34 - 2 * ring}px;
border:{ring}px solid {worn.css("accent")};padding:0 {8 - ring}px;}}
QLineEdit[bare="true"],QLineEdit[bare="true"]:focus{{border:0;background:transparent;padding:0;
min-height:0;max-height:16777215px;}}
"""


def _panels(worn: Theme) -> str:
    card, edge = worn.radius("card"), f"{worn.line}px solid {worn.css('border')}"
    return f"""
QFrame[panel="card"]{{background:{worn.css("surface")};border:{edge};border-radius:{card}px;}}
QFrame[panel="sunken"]{{background:{worn.css("sunken")};border:{edge};border-radius:{worn.radius("control")}px;}}
QFrame[panel="bar"]{{background:{worn.css("surface")};border:0;}}
QWidget[panel="canvas"]{{background:{worn.css("bg")};}}
QToolTip{{background:{worn.css("text")};color:{worn.css("surface")};border:0;padding:6px 10px;
font-size:{worn.px("meta")}px;}}
"""


def _lists(worn: Theme) -> str:
    return f"""
QAbstractItemView{{background:transparent;border:0;outline:0;selection-background-color:transparent;
selection-color:{worn.css("text")};}}
QScrollArea,QScrollArea>QWidget>QWidget[clear="true"]{{background:transparent;border:0;}}
QTableView{{background:transparent;border:0;gridline-color:transparent;}}
QHeaderView{{background:transparent;border:0;}}
QHeaderView::section{{background:{worn.css("sunken")};color:{worn.css("text2")};border:0;
border-bottom:{worn.line}px solid {worn.css("border")};border-top:{worn.line}px solid {worn.css("border")};
padding:0 8px;}}
QTableCornerButton::section{{background:transparent;border:0;}}
QComboBox QAbstractItemView{{background:{worn.css("surface")};color:{worn.css("text")};
border:{worn.line}px solid {worn.css("control")};padding:4px;}}
QComboBox QAbstractItemView::item{{min-height:{worn.scaled(34)}px;padding:0 8px;border-radius:6px;}}
QComboBox QAbstractItemView::item:selected{{background:{worn.selected().name()};color:{worn.css("text")};}}
"""


def _bars(worn: Theme) -> str:
    thumb = worn.css("text3" if worn.is_contrast else "control")
    return f"""
QScrollBar:vertical{{background:transparent;width:10px;margin:2px;}}
QScrollBar:horizontal{{background:transparent;height:10px;margin:2px;}}
QScrollBar::handle{{background:{thumb};border-radius:3px;}}
QScrollBar::handle:vertical{{min-height:32px;}}
QScrollBar::handle:horizontal{{min-width:32px;}}
QScrollBar::add-line,QScrollBar::sub-line,QScrollBar::add-page,QScrollBar::sub-page{{background:transparent;
width:0;height:0;border:0;}}
QSplitter::handle{{background:transparent;}}
"""


def _menus(worn: Theme) -> str:
    return f"""
QMenu{{background:{worn.css("surface")};color:{worn.css("text")};
border:{worn.line}px solid {worn.css("border" if not worn.is_contrast else "control")};padding:6px;}}
QMenu::item{{padding:9px 28px 9px 12px;border-radius:6px;min-width:150px;}}
QMenu::icon{{padding-left:10px;}}
QMenu::item:selected{{background:{worn.selected().name()};color:{worn.css("text")};}}
QMenu::item:disabled{{color:{worn.css("text3")};}}
QMenu::separator{{height:1px;background:{worn.css("border")};margin:6px 4px;}}
"""

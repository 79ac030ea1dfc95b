"""The recovery code on paper. It goes straight to the printer and is never kept: on disk it were open."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.speech import _, words

COPIES = 2


def sheet_of(parts: Sequence[str], clinic: str, owner: str, made: datetime) -> QTextDocument:
    """One page, large enough for old eyes."""
    half = len(parts) // 2
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td style='padding:14px 22px'><span style='font-size:11pt;color:#555'>{at + 1}</span>&nbsp; "
            f"<span style='font-size:24pt;font-weight:700'>{escape(parts[at])}</span></td>"
            for at in range(start, start + half)
        )
        + "</tr>"
        for start in (0, half)
    )
    sentences = (
        _("This code opens all records and every backup of the clinic."),
        _("Keep it locked away. No photo, no chat message."),
        _("Codes have no O, I, 0 or 1."),
    )
    document = QTextDocument()
    document.setHtml(
        f"<h1 style='font-size:22pt'>{escape(_('Recovery code'))}</h1>"
        f"<p style='font-size:14pt'>{escape(clinic)} · {escape(owner)} · {escape(words().date(made.date()))}</p>"
        f"<table>{rows}</table>"
        + "".join(f"<p style='font-size:13pt'>{escape(said)}</p>" for said in sentences)
    )
    return document


def print_sheets(parts: Sequence[str], clinic: str, owner: str, made: datetime) -> bool:
    """Two sheets on the usual printer; whether there is one. Runs off the window's thread."""
    found = QPrinterInfo.defaultPrinter()
    if found.isNull():
        return False
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setCopyCount(COPIES)
    printer.setDocName("Shivir")
    document = sheet_of(parts, clinic, owner, made)
    document.setPageSize(QSizeF(printer.pageRect(QPrinter.Unit.Point).size()))
    document.print_(printer)
    return printer.printerState() not in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)

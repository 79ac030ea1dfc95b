from ui.kit.label import Label, Note
from ui.setup.way import Way
from ui.speech import _


class DemoWay(Way):
    """Made-up patients, to look around. `wanted` carries nothing."""

    def __init__(self) -> None:
        super().__init__(_("Look at the demo"), _("Open the demo"), "sparkles")
        self.form.add_widget(
            Label(
                _("A clinic with made-up patients, staff of every role and a camp today."), "body", wrap=True
            )
        )
        self.form.add_widget(Note(_("The sign-in page shows every password of the demo."), "user"))
        self.form.add_widget(
            Note(_("It lies beside your own records and never mixes with them."), "shield-lock")
        )
        self.say(_("Making it takes about a minute, once."))

    def start(self) -> None:
        self.do.setFocus()

    def show_done(self, part: float) -> None:
        self.say(_("{percent} % made", percent=round(part * 100)))

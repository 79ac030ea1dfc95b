class Wrong(AssertionError):
    """Something that must hold does not. `what` is the promise that was broken."""

    def __init__(self, what: str, detail: object = "") -> None:
        super().__init__(f"{what}: {detail}" if detail != "" else what)
        self.what = what

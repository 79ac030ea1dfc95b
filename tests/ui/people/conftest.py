from tests.ui.reception.conftest import counter

__all__ = ["counter"]

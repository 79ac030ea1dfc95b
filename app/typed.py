"""Amounts and days as people type them, for fields that check while somebody types."""

from models.values import BadValue, read_day, read_money

__all__ = ["BadValue", "read_day", "read_money"]

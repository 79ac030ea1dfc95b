"""Which addresses stay inside this machine, and need no protection on the way."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

"""What the address of a database tells before it is opened."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import StoreRefused


def is_shared(url: str) -> bool:
    """True for a database several processes may share the load on; raises StoreRefused for none."""
    try:
        return make_url(url).get_backend_name() != "sqlite"
    except ArgumentError:
        raise StoreRefused(code="store-address", place=url.rsplit("@", 1)[-1]) from None

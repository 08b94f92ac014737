"""URLs of servers, with another database or virtual host in them."""

from urllib.parse import quote, urlsplit, urlunsplit

from psycopg.conninfo import make_conninfo


def with_database(url: str, name: str) -> str:
    """The libpq URL or connection string with another database."""
    return make_conninfo(url, dbname=name)


def with_virtual_host(url: str, name: str) -> str:
    """The AMQP URL with another virtual host."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{quote(name, safe='')}", parts.query, ""))


def management_beside(amqp_url: str) -> str:
    """Where RabbitMQ's management API is by default: the same host and user, port 15672."""
    parts = urlsplit(amqp_url)
    user = f"{parts.username or 'guest'}:{parts.password or 'guest'}"
    return f"http://{user}@{parts.hostname or 'localhost'}:15672"

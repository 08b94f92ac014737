"""URLs of servers, with another database or virtual host in them."""

from urllib.parse import quote, urlsplit, urlunsplit

from psycopg.conninfo import make_conninfo


def with_database(url: str, name: str) -> str:
    """The libpq URL or connection string with another database."""
    return make_conninfo(url, dbname=name)


def with_virtual_host(url: str, name: str) -> str:
    """The AMQP URL with another virtual host; each of them, where several nodes are named with `;`."""
    each = (urlsplit(one.strip()) for one in url.split(";") if one.strip())
    path = f"/{quote(name, safe='')}"
    return ";".join(urlunsplit((parts.scheme, parts.netloc, path, parts.query, "")) for parts in each)


def management_beside(amqp_url: str) -> str:
    """Where RabbitMQ's management API is by default: the same host (the first) and user, port 15672."""
    parts = urlsplit(amqp_url.partition(";")[0])
    user = f"{parts.username or 'guest'}:{parts.password or 'guest'}"
    return f"http://{user}@{parts.hostname or 'localhost'}:15672"

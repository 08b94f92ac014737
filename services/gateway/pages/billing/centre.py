"""Who works for the centre itself."""

from starlette.requests import Request

from services.gateway import sessions


def is_centre(request: Request) -> bool:
    """Whether the centre's own finance is signed in, who does all but commit."""
    asker = sessions.current_asker(request)
    return bool(asker and asker.role == "finance" and not asker.payer_id)

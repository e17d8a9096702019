"""Everybody who may come in: a token for each role, and for those that are limited to a site, a team or an agent."""

from server import made_token

CALLERS = {
    "screen": ("screen", {}),
    "screen of BJ": ("screen", {"site": "BJ"}),
    "agent": ("agent", {"agent": "a02"}),
    "assistant": ("assistant", {}),
    "assistant of BJ": ("assistant", {"site": "BJ"}),
    "leader": ("leader", {"team": "t1"}),
    "leader of t2": ("leader", {"team": "t2"}),
    "admin": ("admin", {}),
    "integration": ("integration", {}),
    "integration of BJ": ("integration", {"site": "BJ"}),
}


def admit(floor, **callers):
    """Lets `callers` into `floor` (all of `CALLERS` if none is named) and nobody else; returns their tokens by name."""
    made = {name: made_token(role, name, **options) for name, (role, options) in (callers or CALLERS).items()}
    floor["tokens"] = [entry for _, entry in made.values()]
    return {name: secret for name, (secret, _) in made.items()}

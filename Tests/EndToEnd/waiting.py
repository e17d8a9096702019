"""Waiting for a condition with a deadline: what the plays do instead of sleeping."""

import time

DEADLINE = 10.0
"""Seconds within which anything a person waits for has happened, on a busy machine of two cores too."""

STEP = 0.01
"""Seconds between two looks at a condition."""


def wait_until(condition, what, deadline=DEADLINE):
    """Looks again and again until `condition()` is true, and returns what it gave; `what` is for the failure."""
    end = time.monotonic() + deadline
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < end, f"within {deadline} s: {what}"
        time.sleep(STEP)

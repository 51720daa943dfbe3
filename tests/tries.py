"""How much is tried at random: a little and always the same in a quick run, others in `make fuzz`.

Where an input is cheap, a test says nothing and tries as many as the profile has.
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings

MANY = int(os.environ.get("CUIBONO_FUZZ") or 0)
"""How many inputs each test tries in a long run; 0 in a quick one."""
ALLOWED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
settings.register_profile(
    "quick", max_examples=100, derandomize=True, deadline=None, suppress_health_check=ALLOWED
)
# A long run also finds what hangs; a quick one must pass on the busiest machine.
settings.register_profile(
    "long", max_examples=MANY or 1, deadline=timedelta(seconds=10), print_blob=True,
    suppress_health_check=ALLOWED,
)  # fmt: skip
settings.load_profile("long" if MANY else "quick")


def tries(few: int) -> settings:
    """For a test whose every input is dear."""
    return settings(max_examples=MANY or few)

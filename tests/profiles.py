"""How much the tests try: a few examples, the same ones each time, or many and new ones.

``pytest`` takes the profile ``quick``, ``pytest --hypothesis-profile=long`` the other. A test whose
examples are dear or cheap takes a share of their number (``examples``); what Hypothesis does not draw
asks ``number``. ``long`` is meant to keep ``.ci/run`` within twenty minutes on two cores.
"""

from hypothesis import HealthCheck, Phase, settings

# How long an example takes is a matter of the machine, not of the test; datasets are large by nature.
_BOTH = settings(
    deadline=None,
    database=None,
    print_blob=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
QUICK, LONG = 30, 60


def register() -> None:
    """Register the profiles; ``quick`` counts unless the command line says otherwise."""
    settings.register_profile("quick", _BOTH, max_examples=QUICK, derandomize=True)
    # To make a failing dataset small takes longer than all other tests.
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("long", _BOTH, max_examples=LONG, phases=phases)
    settings.load_profile("quick")


def examples(share: float) -> settings:
    """Settings with that share of the profile's number of examples."""
    return settings(max_examples=max(1, round(settings.default.max_examples * share)))


def runs(share: float) -> settings:
    """The same where an example is a run of whole commands: the long profile has no more of these."""
    return settings(max_examples=max(1, round(QUICK * share)))


def number(quick: int, long: int) -> int:
    """One of two numbers, by the profile."""
    return quick if settings.default.max_examples <= QUICK else long

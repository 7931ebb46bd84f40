"""The first two minutes of the phone edition: the same ways, the same taps."""

from browser.test_first_minutes import *  # noqa: F403

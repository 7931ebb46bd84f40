"""The same month on the phone, screen by screen and word by word; some minutes, so it is one of the long runs."""

import pytest

from browser.test_a_month import *  # noqa: F403

pytestmark = pytest.mark.slow

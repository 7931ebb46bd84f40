"""The same month on the phone, screen by screen and word by word."""

from browser.test_a_month import *  # noqa: F403

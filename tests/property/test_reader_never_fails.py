"""Fuzzed byte strings through the whole reader: some thousands in the fast run, 100,000 in the long one."""

import multiprocessing
import os

import fuzzed

TORTURE = bool(os.environ.get("MILIUM_TORTURE"))
COUNT, OF_PIECE = (100_000, 2_500) if TORTURE else (800, 800)
PROCESSES = 2
SECONDS_AT_MOST = 1_800


def test_fuzzed_byte_strings_do_not_fail() -> None:
    pieces = [(seed, OF_PIECE) for seed in range(COUNT // OF_PIECE)]
    if len(pieces) == 1:
        bad = fuzzed.read_many(*pieces[0])
    else:
        with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
            found = pool.starmap_async(fuzzed.read_many, pieces, chunksize=1)
            bad = [case for piece in found.get(SECONDS_AT_MOST) for case in piece]
    assert bad == []


def test_the_smallest_case_is_found() -> None:
    assert fuzzed.smallest("Aqua, Glyxxx[cerin, Parfum", lambda text: "broken" if "[" in text else "") == "["

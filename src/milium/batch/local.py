"""Make parts in processes of this machine. A killed process costs one try of one block, never the run.

The executor of the standard library gives up as a whole when one process dies, and leaves its
processes behind when the run dies; so each worker here has a pipe of its own, and ends with it.
"""

import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, NamedTuple, cast

from milium.batch.blocks import Block
from milium.batch.parts import Job, Part, made_by, make_part
from milium.batch.trouble import GOES_ON, CatalogStopped
from milium.errors import MiliumError

MOST_TRIES = 30  # of one block; the torture test kills one process twenty times
_SPAWN = multiprocessing.get_context("spawn")  # a fork would copy the threads of Polars half


class _Worker(NamedTuple):
    process: SpawnProcess
    pipe: Connection


def run_local(blocks: Iterator[Block], job: Job, workers: int) -> Iterator[tuple[Block, Part]]:
    """Yield each block with its part, as they are finished.

    Args:
        blocks: Taken one by one, as workers become free.
        job: What holds for every block.
        workers: Number of processes; 1 is this one itself.

    Raises:
        CatalogStopped: One block ended its process again and again.
    """
    if workers == 1:
        yield from ((block, make_part(block, job)) for block in blocks)
        return
    pool: dict[Connection, _Worker] = {}
    held: dict[Connection, Block] = {}
    again: list[Block] = []
    tries: dict[int, int] = {}
    try:
        while True:
            while len(held) < workers and (block := again.pop() if again else next(blocks, None)) is not None:
                free = next((pipe for pipe in pool if pipe not in held), None) or _start(pool, job)
                if _hand(free, block):
                    held[free] = block
                else:
                    _bury(pool, free)
                    again.append(_tried(block, tries))
            if not held:
                return
            for pipe in cast("list[Connection]", wait(list(held))):
                block = held.pop(pipe)
                part = _taken(pipe)
                if part is None:
                    _bury(pool, pipe)
                    again.append(_tried(block, tries))
                else:
                    yield block, part
    finally:
        for worker in pool.values():
            worker.pipe.close()
        for worker in pool.values():
            worker.process.kill()
            worker.process.join()


def _start(pool: dict[Connection, _Worker], job: Job) -> Connection:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(theirs, job), daemon=True, name="milium catalog")
    threads = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"  # each worker is one core's worth
    try:
        process.start()
    finally:
        os.environ.pop("POLARS_MAX_THREADS") if threads is None else os.environ.update(POLARS_MAX_THREADS=threads)
    theirs.close()
    pool[ours] = _Worker(process, ours)
    return ours


def _work(pipe: Connection, job: Job) -> None:
    """Make parts until the pipe ends, as it does when the run is gone."""
    import gc

    made_by()
    gc.freeze()  # the names table is never garbage
    while True:
        try:
            block = pipe.recv()
        except (EOFError, OSError):
            return
        answer: Any
        try:
            answer = make_part(block, job)
        except MiliumError as error:
            answer = error.problem, error.where, error.fix
        try:
            pipe.send(answer)
        except OSError:
            return


def _hand(pipe: Connection, block: Block) -> bool:
    try:
        pipe.send(block)
    except OSError:
        return False
    return True


def _taken(pipe: Connection) -> Part | None:
    try:
        answer = pipe.recv()
    except (EOFError, OSError):
        return None
    if isinstance(answer, Part):
        return answer
    problem, where, fix = answer
    raise CatalogStopped(problem, where=where, fix=f"{fix} {GOES_ON}")


def _bury(pool: dict[Connection, _Worker], pipe: Connection) -> None:
    worker = pool.pop(pipe)
    pipe.close()
    worker.process.kill()
    worker.process.join()


def _tried(block: Block, tries: dict[int, int]) -> Block:
    tries[block.number] = tries.get(block.number, 0) + 1
    if tries[block.number] >= MOST_TRIES:
        raise CatalogStopped(
            f"the process that works on them was ended {MOST_TRIES} times.",
            where=f"rows {block.first:,} to {block.first + block.size - 1:,}",
            fix=f"Look for what ends it; too little memory may. {GOES_ON}",
        )
    return block

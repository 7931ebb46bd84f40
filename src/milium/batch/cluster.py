"""Make parts on a Dask cluster. Only this process writes; workers need milium, but no shared disk."""

import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from typing import Any
from uuid import uuid4

from milium.batch.blocks import Block
from milium.batch.parts import Job, Part, made_by, make_part
from milium.batch.trouble import GOES_ON, CatalogRefused, CatalogStopped
from milium.errors import MiliumError

MOST_TRIES = 30
AHEAD = 2  # blocks under way for each worker, so that none waits for the network
SECONDS_TO_CONNECT = 10
_SECONDS_BETWEEN_LOOKS = 2


def run_dask(blocks: Iterator[Block], job: Job, address: str) -> Iterator[tuple[Block, Part]]:
    """Yield each block with its part, as they are finished.

    Args:
        blocks: Taken one by one, as workers become free.
        job: What holds for every block.
        address: Of the scheduler ("tcp://10.0.0.5:8786").

    Raises:
        CatalogRefused: No scheduler answers there, or it has no workers.
        CatalogStopped: It went away, or a worker has another milium.
    """
    from distributed import Client

    connect: Any = Client  # it has no types

    warnings.filterwarnings("ignore", message="Sending large graph")  # a block is meant to travel
    try:
        client = connect(address, timeout=SECONDS_TO_CONNECT)
    except (OSError, TimeoutError, ValueError) as error:
        raise CatalogRefused(
            f"no scheduler answers ({type(error).__name__}).", where=address, fix="Start it, or correct --scheduler."
        ) from None
    try:
        yield from _watched(client, blocks, job, address)
    finally:
        client.close(timeout=SECONDS_TO_CONNECT)


def _watched(client: Any, blocks: Iterator[Block], job: Job, address: str) -> Iterator[tuple[Block, Part]]:
    from distributed import wait

    ended: Any = wait  # it has no types

    held: dict[Any, Block] = {}
    tries: dict[int, int] = {}
    ours = made_by()
    while True:
        if not _alive(client):
            raise _gone(address)
        while len(held) < _room(client) and (block := next(blocks, None)) is not None:
            held[_submitted(client, block, job, tries)] = block
        if not held:
            return
        try:
            finished = ended(list(held), timeout=_SECONDS_BETWEEN_LOOKS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            continue
        except CancelledError:
            finished = {future for future in held if future.status != "pending"}
        for future in finished:
            block = held.pop(future)
            part = _part(future, client, address)
            if part is None:
                held[_submitted(client, block, job, tries)] = block
                continue
            if part.made_by != ours:
                raise _other_milium(part.made_by, ours, address)
            yield block, part


def _room(client: Any) -> int:
    """Return how many blocks may be under way."""
    return AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))


def _submitted(client: Any, block: Block, job: Job, tries: dict[int, int]) -> Any:
    tries[block.number] = tries.get(block.number, 0) + 1
    if tries[block.number] > MOST_TRIES:
        raise CatalogStopped(
            f"the workers on them were ended {MOST_TRIES} times.",
            where=f"rows {block.first:,} to {block.first + block.size - 1:,}",
            fix=f"Look for what ends them; too little memory may. {GOES_ON}",
        )
    key = f"milium-{block.digest[:16]}-{block.number}-{tries[block.number]}-{uuid4().hex[:8]}"
    return client.submit(make_part, block, job, key=key, pure=False)


def _alive(client: Any) -> bool:
    return bool(client.status == "running")


def _part(future: Any, client: Any, address: str) -> Part | None:
    """Return the part, or None when its worker was lost and the block must be tried again."""
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        part: Part = future.result()
    except ModuleNotFoundError as error:
        raise CatalogStopped(
            f"a worker lacks {error.name}.", where=address, fix=f'Run pip install "milium[batch]" there. {GOES_ON}'
        ) from None
    except (KilledWorker, CommClosedError, CancelledError, TimeoutError, OSError):
        if not _alive(client):
            raise _gone(address) from None
        return None
    except MiliumError as error:
        raise CatalogStopped(error.problem, where=error.where, fix=f"{error.fix} {GOES_ON}") from None
    return part


def _other_milium(theirs: tuple[str, str], ours: tuple[str, str], address: str) -> CatalogStopped:
    return CatalogStopped(
        f"a worker has milium {theirs[0]} with pack {theirs[1]}, not {ours[0]} with {ours[1]}.",
        where=address,
        fix=f"Install the same milium everywhere. {GOES_ON}",
    )


def _gone(address: str) -> CatalogStopped:
    return CatalogStopped("the scheduler is gone.", where=address, fix=f"Start it again. {GOES_ON}")

"""Three readers of calendars that are not ours, each giving the same plain rows."""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
import vobject  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "build" / "cache"
ICAL_JS = "2.2.1"
ICAL_JS_INTEGRITY = "yK/UlPbEs316igb/tjRgbFA8ZV75rCsBJp/hWOatpyaPNlgw0dGDmU+FoicOcwX4xXkeXOkYiOmCqNPFpNPkQg=="
SCRIPT = """
import { readFileSync } from "node:fs";
const { default: ICAL } = await import(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const rows = calendar.getAllSubcomponents("vevent").map((one) => {
  const event = new ICAL.Event(one), value = (name) => one.getFirstPropertyValue(name);
  const local = (time) => (time.zone === ICAL.Timezone.localTimezone ? time.toString() : `${time} ${time.zone}`);
  const note = value("description") ?? "";
  const end = value("dtend") ? local(event.endDate) : "";
  return [event.uid, local(event.startDate), end, event.summary, note, value("sequence"), value("status")];
});
console.log(JSON.stringify(rows));
"""


class Row(NamedTuple):
    """One entry as a reader gives it; times without a zone, as text."""

    uid: str
    start: str
    end: str
    title: str
    note: str
    version: int
    status: str


def _local(moment: Any) -> str:
    if moment is None:
        return ""
    assert isinstance(moment, datetime)
    assert moment.tzinfo is None, "a local time that follows the traveller has no zone"
    return moment.isoformat()


def by_recurring_ical_events(text: str, first: date, last: date) -> list[Row]:
    """Read with icalendar and recurring-ical-events, as CalDAV servers and home screens do."""
    calendar = icalendar.Calendar.from_ical(text)
    found: list[Any] = list(recurring_ical_events.of(calendar).between(first, last))
    return sorted(
        Row(
            str(one["UID"]),
            _local(one["DTSTART"].dt),
            _local(one["DTEND"].dt) if one.get("STATUS") != "CANCELLED" else "",
            str(one["SUMMARY"]),
            str(one.get("DESCRIPTION", "")),
            int(one["SEQUENCE"]),
            str(one["STATUS"]),
        )
        for one in found
    )


def by_vobject(text: str) -> list[Row]:
    """Read with vobject, as Radicale and khal's forebears do."""
    calendar = vobject.readOne(text)
    return sorted(
        Row(
            one.uid.value,
            _local(one.dtstart.value),
            _local(one.dtend.value) if hasattr(one, "dtend") else "",
            one.summary.value,
            one.description.value if hasattr(one, "description") else "",
            int(one.sequence.value),
            one.status.value,
        )
        for one in calendar.vevent_list
    )


def ical_js() -> Path:
    """Return ical.js (Thunderbird's reader), fetched by the npm client and checked by its hash."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("npm is absent: apt-get install npm, or THE CALENDAR IS NOT READ BY ICAL.JS")
    folder = CACHE / f"ical.js-{ICAL_JS}"
    script = folder / "ical.mjs"
    if script.is_file():
        return script
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / f"ical.js-{ICAL_JS}.tgz"
    command = ["npm", "pack", f"ical.js@{ICAL_JS}", "--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode or not package.is_file():
        pytest.skip(f"ical.js cannot be fetched, so THE CALENDAR IS NOT READ BY IT: {done.stderr[-200:]}")
    assert base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() == ICAL_JS_INTEGRITY
    with tarfile.open(package) as archive:
        source = archive.extractfile("package/dist/ical.js")
        assert source is not None
        script.write_bytes(source.read())
    return script


def by_ical_js(text: str, zone: str = "UTC") -> list[Row]:
    """Read with ical.js, in a process that believes to be in a time zone."""
    library, node = ical_js(), shutil.which("node")
    assert node is not None
    reader = library.with_name("read.mjs")
    reader.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [node, str(reader), library.as_uri()],
        input=text.encode(),
        capture_output=True,
        env={"TZ": zone, "PATH": "/usr/bin:/bin"},
        timeout=60,
        check=True,
    )
    return sorted(Row(*row) for row in json.loads(done.stdout))

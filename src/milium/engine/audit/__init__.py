"""Read labels, class products, and judge them for one person."""

from milium.engine.audit.allergies import names_meant
from milium.engine.audit.classing import class_product
from milium.engine.audit.findings_person import is_baby
from milium.engine.audit.findings_sunscreen import broad_spectrum, only_sunscreen, sunscreen_lacks, usable_sunscreen
from milium.engine.audit.judging import assumed_person, judge
from milium.engine.audit.needs import doubles, fillings
from milium.engine.audit.read import read_label
from milium.engine.audit.roles import spf_of
from milium.engine.audit.suspects import suspects
from milium.engine.audit.textures import texture_of

__all__ = [
    "assumed_person",
    "broad_spectrum",
    "class_product",
    "doubles",
    "fillings",
    "is_baby",
    "judge",
    "names_meant",
    "only_sunscreen",
    "read_label",
    "spf_of",
    "sunscreen_lacks",
    "suspects",
    "texture_of",
    "usable_sunscreen",
]

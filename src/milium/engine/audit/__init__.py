"""Read labels, class products, and judge them for one person."""

from milium.engine.audit.classing import class_product
from milium.engine.audit.judging import assumed_person, judge
from milium.engine.audit.read import read_label

__all__ = ["assumed_person", "class_product", "judge", "read_label"]

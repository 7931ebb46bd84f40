"""Every small change of a module of Python that could be a slip: one mutant each.

A change replaces one node of the syntax tree: a comparison turned or moved by its border, a number one
higher or lower, `and` for `or`, a condition turned round, `return None`, a statement left out, `min` for
`max`, and the like. Not touched: annotations, decorators, docstrings, imports and the words of messages.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

TURNED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
EMPTY = {"tuple": "()", "dict": "{}", "Mapping": "{}", "str": "''", "int": "0", "frozenset": "frozenset()"}
UNTOUCHED = {"annotation", "returns", "decorator_list", "type_comment"}
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one file.

    Attributes:
        file: Path below `engine/`, for example "plan/days.py".
        inside: Name of the function or class, dotted; "" at the level of the module.
        kind: What sort of change.
        was: The code before.
        becomes: The code after.
        nth: Which of several that read alike, in the order of the file.
        number: Its place among the changes of the file.
    """

    file: str
    inside: str
    kind: str
    was: str
    becomes: str
    nth: int
    number: int

    @property
    def key(self) -> str:
        """What stays the same when other lines of the file change."""
        return "|".join((self.file, self.inside, self.kind, self.was, self.becomes, str(self.nth)))


@dataclass(frozen=True, slots=True)
class _Place:
    parent: ast.AST
    field: str
    index: int | None
    inside: str
    returns: str  # the head of the annotation of the function around it


def changes(file: str, source: str) -> list[Change]:
    """Return every change of a file, also those that give the same code again."""
    out, seen = list[Change](), dict[tuple[str, ...], int]()
    for number, (place, kind, old, new) in enumerate(_all(ast.parse(source))):
        reads = (place.inside, kind, _text(old), _text(new))
        seen[reads] = seen.get(reads, 0) + 1
        out.append(Change(file, *reads, nth=seen[reads], number=number))
    return out


def mutant(source: str, number: int, path: str) -> CodeType:
    """Return the code of a file with one change."""
    tree = ast.parse(source)
    for i, (place, _kind, _old, new) in enumerate(_all(tree)):
        if i == number:
            _put(place, new)
            return compile(ast.fix_missing_locations(tree), path, "exec")
    raise LookupError(f"{path} has no change {number}")


def is_no_change(source: str, number: int) -> bool:
    """Say whether Python makes the same code of the file with this change."""
    return _bare(mutant(source, number, "")) == _bare(compile(source, "", "exec"))


def _put(place: _Place, new: ast.AST) -> None:
    if place.index is None:
        setattr(place.parent, place.field, new)
    else:
        getattr(place.parent, place.field)[place.index] = new


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _bare(code: CodeType) -> CodeType:
    """Return the code without its line numbers, so that two may be compared."""
    inner = tuple(_bare(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_consts=inner, co_linetable=b"", co_firstlineno=1)


def _all(tree: ast.Module) -> Iterator[tuple[_Place, str, ast.AST, ast.AST]]:
    """Yield (place, kind, node, its replacement) in the order of the file."""
    for place, node in list(_walk(tree, "", "")):
        for kind, new in _of(node, place):
            yield place, kind, node, new


def _walk(node: ast.AST, inside: str, returns: str) -> Iterator[tuple[_Place, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in UNTOUCHED:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_skipped(child):
                continue
            yield _Place(node, field, index, inside, returns), child
            yield from _walk(child, *_scope(child, inside, returns))


def _scope(node: ast.AST, inside: str, returns: str) -> tuple[str, str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        inside = f"{inside}.{node.name}".lstrip(".")
    if isinstance(node, ast.FunctionDef):
        returns = ast.unparse(node.returns).split("[")[0] if node.returns else ""
    return inside, returns


def _is_skipped(node: ast.AST) -> bool:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    of_typing = isinstance(node, ast.keyword) and node.arg == "strict"
    return docstring or of_typing or isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr | ast.expr_context)


def _of(node: ast.AST, place: _Place) -> Iterator[tuple[str, ast.AST]]:
    yield from _of_expression(node, place)
    if isinstance(node, ast.Return) and node.value is not None:
        yield from _return(node, place)
    if isinstance(node, ast.comprehension):
        for i in range(len(node.ifs)):
            left = [*node.ifs[:i], *node.ifs[i + 1 :]]
            yield "filter left out", ast.comprehension(node.target, node.iter, left, node.is_async)
    yield from _turned_conditions(node)
    if _may_be_left_out(node):
        yield "left out", ast.Pass()


def _of_expression(node: ast.AST, place: _Place) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare():
            yield from _compare(node)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "and/or", ast.BoolOp(other, node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield "not left out", node.operand
        case ast.Constant(value=bool()):
            yield "other truth", ast.Constant(not node.value)
        case ast.Constant(value=int()):
            number = int(str(node.value))
            yield "one more", ast.Constant(number + 1)
            yield "one less", ast.Constant(number - 1)
        case ast.BinOp() if type(node.op) in ARITHMETIC and not _is_text_or_type(node, place):
            yield "other sum", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
        case ast.Call(func=ast.Name(id=name)) if name in SWAPPED:
            yield f"{SWAPPED[name]} for {name}", ast.Call(ast.Name(SWAPPED[name], ast.Load()), node.args, node.keywords)


def _compare(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for i, op in enumerate(node.ops):
        for other in TURNED[type(op)]:
            yield (
                "compared otherwise",
                ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators),
            )
    for i, right in enumerate(node.comparators):
        for word in _other_words(right):
            yield (
                "other word",
                ast.Compare(node.left, node.ops, [*node.comparators[:i], word, *node.comparators[i + 1 :]]),
            )


def _other_words(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield ast.Constant(node.value + "?")
    if isinstance(node, ast.Tuple | ast.Set) and len(node.elts) > 1:
        for i in range(len(node.elts)):
            fewer = copy.copy(node)
            fewer.elts = [*node.elts[:i], *node.elts[i + 1 :]]
            yield fewer


def _return(node: ast.Return, place: _Place) -> Iterator[tuple[str, ast.AST]]:
    same = ast.dump(node.value) if node.value else ""
    if place.returns == "bool":
        found: list[ast.expr] = (
            [] if isinstance(node.value, ast.Constant) else [ast.Constant(value=True), ast.Constant(value=False)]
        )
    elif place.returns in EMPTY:
        found = [ast.parse(EMPTY[place.returns], mode="eval").body]
    else:
        found = [ast.Constant(None)]
    for value in found:
        if ast.dump(value) != same:
            yield "returned otherwise", ast.Return(value)


def _turned_conditions(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Turn round a condition that is neither a comparison nor a negation: those are turned where they stand."""
    if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        turned = copy.copy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        yield "turned round", turned


def _may_be_left_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Attribute | ast.Subscript)
    if isinstance(node, ast.If):
        return not node.orelse
    return isinstance(node, ast.Expr | ast.AugAssign | ast.Continue | ast.Break | ast.Raise)


def _is_text_or_type(node: ast.BinOp, place: _Place) -> bool:
    sides = (node.left, node.right)
    text = any(
        isinstance(s, ast.JoinedStr) or (isinstance(s, ast.Constant) and isinstance(s.value, str)) for s in sides
    )
    return text or (isinstance(node.op, ast.BitOr) and not place.inside)

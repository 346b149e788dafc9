"""The small condition language that serves the checklist and the guide.

A condition is written in content files and in the office as
``parents_married == "no" and birth_place in ("home", "hospital")``.
Evaluation is three-valued: ``None`` means that the answers given so far do not decide it.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Condition", "ConditionError"]


class ConditionError(ValueError):
    """A condition that cannot be read; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition; an empty text always holds."""

    text: str
    _tree: ast.expr | None

    @classmethod
    def parse(cls, text: str) -> "Condition":
        """Read a condition; raises ConditionError with the reason."""
        if not text.strip():
            return cls("", None)
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise ConditionError(f"cannot read condition {text!r}: {error}") from None
        _check(tree, text)
        return cls(text.strip(), tree)

    def holds(self, answers: Mapping[str, str]) -> bool | None:
        """True, False, or None while the answers leave it open."""
        return True if self._tree is None else _evaluate(self._tree, answers)

    def questions(self) -> frozenset[str]:
        """Keys of the case questions this condition reads."""
        if self._tree is None:
            return frozenset()
        return frozenset(node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name))


def _check(node: ast.expr, text: str) -> None:
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                _check(value, text)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _check(operand, text)
        case ast.Compare(left=ast.Name(), ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
            _constant(right, text)
        case ast.Compare(left=ast.Name(), ops=[ast.In() | ast.NotIn()], comparators=[ast.Tuple(elts=items)]):
            for item in items:
                _constant(item, text)
        case _:
            raise ConditionError(f"condition {text!r} uses {ast.unparse(node)!r}, not allowed")


def _constant(node: ast.expr, text: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ConditionError(f"condition {text!r}: {ast.unparse(node)!r} must be a quoted word")


def _evaluate(node: ast.expr, answers: Mapping[str, str]) -> bool | None:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            results = [_evaluate(value, answers) for value in values]
            return False if False in results else None if None in results else True
        case ast.BoolOp(op=ast.Or(), values=values):
            results = [_evaluate(value, answers) for value in values]
            return True if True in results else None if None in results else False
        case ast.UnaryOp(operand=operand):
            result = _evaluate(operand, answers)
            return None if result is None else not result
        case ast.Compare(left=ast.Name(id=key), ops=[operator], comparators=[right]):
            answer = answers.get(key)
            return None if answer is None else _compare(answer, operator, right)
    raise ConditionError(f"unexpected {ast.dump(node)}")


def _compare(answer: str, operator: ast.cmpop, right: ast.expr) -> bool:
    items = right.elts if isinstance(right, ast.Tuple) else [right]
    found = answer in {_constant(item, "") for item in items}
    return found if isinstance(operator, ast.Eq | ast.In) else not found

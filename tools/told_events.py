"""Which events an action may tell: read from the code of its function, and of all that it calls or leaves for later."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource
from pkgutil import iter_modules
from typing import NamedTuple

from mockbancho import actions
from mockbancho.actions.action import Action
from mockbancho.actions.agenda import FOLLOW_UPS, later, put_due
from mockbancho.actions.presence import at_parting, part
from mockbancho.world.events import EVENTS

Known = tuple[tuple[str, object], ...]
"""What some of a function's parameters are, where it is called with a constant."""


class Place(NamedTuple):
    """Something that a module calls by a name; of a function also what is known of its parameters."""

    module: str
    name: str
    known: Known = ()


class ToldEvents:
    """The functions of all actions, and what they have to do with each other."""

    def __init__(self) -> None:
        """Read the modules."""
        self._functions: dict[Place, ast.FunctionDef] = {}
        self._imports: dict[Place, Place] = {}
        self._texts: dict[Place, str] = {}
        for each in iter_modules(actions.__path__, f"{actions.__name__}."):
            self._read(each.name, ast.parse(getsource(import_module(each.name))))

    def of(self, verb: Action) -> list[str]:
        """Return the kinds of events that an action may tell, in their usual order."""
        reached = self._reached(_place_of(verb.function))
        texts = {node.value for each in reached for node in self._nodes(each) if isinstance(node, ast.Constant)}
        return [kind for kind in EVENTS if kind in texts]

    def _read(self, module: str, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                self._functions[Place(module, node.name)] = node
            elif isinstance(node, ast.ImportFrom):
                own = {Place(module, each.name): Place(node.module or "", each.name) for each in node.names}
                self._imports.update(own)
        for statement in tree.body:
            self._texts.update({Place(module, name): text for name, text in _assigned(statement)})

    def _reached(self, start: Place) -> set[Place]:
        """Return a function with all that it reaches."""
        reached, waiting = set[Place](), [start]
        while waiting:
            place = waiting.pop()
            if place not in reached:
                reached.add(place)
                waiting += self._next(place)
        return reached

    def _next(self, place: Place) -> Iterator[Place]:
        """Yield the functions that a function calls, and what it leaves for later."""
        if place[:2] == _place_of(part)[:2]:
            yield from (each for each, node in self._functions.items() if at_parting.__name__ in _decorators(node))
        for node in self._nodes(place):
            if isinstance(node, ast.Call):
                yield from self._called(place.module, node)

    def _called(self, module: str, call: ast.Call) -> Iterator[Place]:
        name = _name(call.func)
        if name in (later.__name__, put_due.__name__):
            yield from (_place_of(FOLLOW_UPS[text]) for text in self._given(module, call) if text in FOLLOW_UPS)
        place = self._meant(module, name)
        if place in self._functions:
            yield place._replace(known=_known(self._functions[place], call))

    def _given(self, module: str, call: ast.Call) -> Iterator[str]:
        """Yield the texts among the arguments of a call."""
        for each in call.args:
            text = each.value if isinstance(each, ast.Constant) else self._texts.get(self._meant(module, _name(each)))
            if isinstance(text, str):
                yield text

    def _meant(self, module: str, name: str) -> Place:
        return self._imports.get(Place(module, name), Place(module, name))

    def _nodes(self, place: Place) -> Iterator[ast.AST]:
        """Yield all that is in a function's code, without what is not done where its parameters are so."""
        function = self._functions.get(place._replace(known=()))
        waiting: list[ast.AST] = [] if function is None else [function]
        while waiting:
            node = waiting.pop()
            yield node
            chosen = _chosen(node, dict(place.known)) if isinstance(node, ast.IfExp) else None
            waiting += ast.iter_child_nodes(node) if chosen is None else [chosen]


def _known(function: ast.FunctionDef, call: ast.Call) -> Known:
    """Return the parameters of a function that a call gives constants."""
    given = [*zip((each.arg for each in function.args.args), call.args, strict=False)]
    given += [(each.arg, each.value) for each in call.keywords if each.arg]
    known = {name: value.value for name, value in given if isinstance(value, ast.Constant)}
    pairs = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    defaults = {each.arg: value.value for each, value in pairs if isinstance(value, ast.Constant)}
    return tuple(sorted({**defaults, **known}.items(), key=str))


def _chosen(choice: ast.IfExp, known: dict[str, object]) -> ast.expr | None:
    """Return what is chosen of two by a known parameter, or None if that is not known."""
    test = choice.test
    compared = test.comparators[0] if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq) else None
    name = _name(test.left if isinstance(test, ast.Compare) else test)
    if name not in known or (isinstance(test, ast.Compare) and not isinstance(compared, ast.Constant)):
        return None
    is_so = known[name] == compared.value if isinstance(compared, ast.Constant) else bool(known[name])
    return choice.body if is_so else choice.orelse


def _place_of(function: object) -> Place:
    return Place(function.__module__, getattr(function, "__name__", ""))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _decorators(node: ast.FunctionDef) -> list[str]:
    return [_name(each) for each in node.decorator_list]


def _assigned(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Yield the names that a statement gives to texts."""
    pairs: list[tuple[ast.expr, ast.expr]]
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        pairs = [(node.target, node.value)]
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
        pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
    else:
        pairs = [(target, node.value) for target in node.targets] if isinstance(node, ast.Assign) else []
    for target, value in pairs:
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield target.id, value.value

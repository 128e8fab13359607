"""What the code's structure must not have, found in any tree: the app's own, or a bad one."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

Graph = Mapping[str, set[str]]
MOST_MODULES = 20
ALIKE = 3
# The columns and attributes with names and titles.
TEXTS = {"name", "title", "title_text", "name_as_published", "text"}


class Tree:
    """Modules by their dotted names; a package's own module bears the package's name."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = {_module(path): text for path, text in sources.items()}
        self.nodes = {name: [*ast.walk(ast.parse(text))] for name, text in self.sources.items()}
        self.paths = [Path(path) for path in sources]
        self._imports: dict[str, set[str]] = {}

    @classmethod
    def read(cls, root: Path, *folders: str) -> "Tree":
        """Return the modules below folders of a checkout, migrations aside."""
        files = [file for folder in folders for file in sorted((root / folder).rglob("*.py"))]
        kept = [file.relative_to(root) for file in files if "migrations" not in file.parts]
        return cls({str(file): (root / file).read_text() for file in kept})

    def imports(self, name: str) -> set[str]:
        """Return the modules of the tree that one imports, by a statement or `import_module`."""
        if name not in self._imports:
            self._imports[name] = {module for module in self._named(name) if module != name}
        return self._imports[name]

    def _named(self, name: str) -> Iterator[str]:
        for node in self.nodes[name]:
            if isinstance(node, ast.Import):
                yield from (found for alias in node.names for found in self._found(alias.name))
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name}: relative imports hide their layer"
                for alias in node.names:
                    yield from self._found(f"{node.module}.{alias.name}")
            elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
                yield from self._loaded(node.args[0])

    def _found(self, dotted: str) -> Iterator[str]:
        known = dotted if dotted in self.sources else dotted.rpartition(".")[0]
        if known in self.sources:
            yield known

    def _loaded(self, argument: ast.expr) -> Iterator[str]:
        """Yield what `import_module` may load: a computed name stands for all that begin so."""
        if isinstance(argument, ast.Constant):
            yield from self._found(str(argument.value))
        elif isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
            prefix = str(argument.values[0].value)
            yield from (one for one in self.sources if prefix and one.startswith(prefix))
        else:
            yield from self.sources


def layer_violations(tree: Tree, allowed: Mapping[str, set[str]]) -> list[str]:
    """Return the imports from one layer of `app` to another that it may not import."""
    wrong = []
    for name in tree.sources:
        for module in sorted(tree.imports(name)):
            here, there = _part(name, 1), _part(module, 1)
            if here in allowed and there != here and there not in allowed[here]:
                wrong.append(f"{name} imports {module}")
    return wrong


def service_violations(tree: Tree, allowed: Mapping[str, set[str]]) -> list[str]:
    """Return the imports between services that go against their order."""
    services = [name for name in tree.sources if name.startswith("app.services.")]
    wrong = [f"{name} has no place" for name in services if _part(name, 2) not in allowed]
    for name in services:
        for module in sorted(tree.imports(name)):
            here, there = _part(name, 2), _part(module, 2)
            inside = module.startswith("app.services.") and here != there
            if inside and there not in allowed.get(here, set()):
                wrong.append(f"{name} imports {module}")
    return wrong


def module_circles(tree: Tree) -> list[list[str]]:
    """Return the groups of modules that import one another."""
    return circles({name: tree.imports(name) for name in tree.sources})


def package_circles(tree: Tree) -> list[list[str]]:
    """Return the groups of neighbours in a folder, files or packages, that import one another."""
    levels: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in tree.sources:
        for module in tree.imports(name):
            here, there = name.split("."), module.split(".")
            parts = enumerate(zip(here, there, strict=False))
            depth = next((i for i, (a, b) in parts if a != b), None)
            if depth is not None:
                levels[".".join(here[:depth])][here[depth]].add(there[depth])
    return [group for graph in levels.values() for group in circles(graph)]


def circles(graph: Graph) -> list[list[str]]:
    """Return the strongly connected groups of more than one node, each sorted."""
    reached = {node: _reached(graph, node) for node in graph}
    groups = {
        tuple(sorted(other for other in reached[node] if node in reached.get(other, set())))
        for node in graph
    }
    return sorted([*group] for group in groups if len(group) > 1)


def crowded_folders(tree: Tree) -> list[str]:
    """Return the folders that hold more modules than one can take in."""
    counts = Counter(path.parent for path in tree.paths if path.name != "__init__.py")
    return [f"{folder}: {n} modules" for folder, n in counts.items() if n > MOST_MODULES]


def shared_prefixes(tree: Tree) -> list[str]:
    """Return the beginnings that three files of one folder share: a folder of their own."""
    stems = {(path.parent, path.stem) for path in tree.paths if path.name != "__init__.py"}
    counts = Counter(
        (folder, stem.split("_")[0]) for folder, stem in stems if "_" in stem.strip("_")
    )
    return [f"{folder}/{prefix}_*" for (folder, prefix), n in counts.items() if n >= ALIKE]


def repeated_classes(tree: Tree) -> list[str]:
    """Return the names that more than one class has."""
    counts = Counter(
        node.name
        for nodes in tree.nodes.values()
        for node in nodes
        if isinstance(node, ast.ClassDef)
    )
    return sorted(name for name, n in counts.items() if n > 1)


def has_subject(path: Path, tree: Tree) -> bool:
    """Tell whether a test module is named after a module, or lies in a capability's folder."""
    folder = ".".join(("app", *path.parts[:-1]))
    stem = path.stem.removeprefix("test_")
    named = [name for name in tree.sources if folder in (name, name.rpartition(".")[0])]
    is_named = any(f"{stem}_".startswith(f"{name.rpartition('.')[2]}_") for name in named)
    # Tests of several modules together are next to those of each module.
    return is_named or (folder in tree.sources and len(path.parts) > 2)


def writes(tree: Tree, layers: Sequence[str]) -> list[str]:
    """Return the modules of these layers that write to the database themselves."""
    acts = ("db.session.add", "db.session.commit", "db.session.delete")
    return [
        name
        for name, text in tree.sources.items()
        if _part(name, 1) in layers and any(act in text for act in acts)
    ]


def sorts_by_code_points(tree: Tree) -> list[str]:
    """Return where names or titles are sorted as they are: "Zola" before "Éluard" and "école"."""
    return [
        f"{name}:{node.lineno}"
        for name, nodes in tree.nodes.items()
        for node in nodes
        if isinstance(node, ast.Call) and any(map(_is_text, _sorted_by(node)))
    ]


def _sorted_by(call: ast.Call) -> list[ast.expr]:
    """Return what a call sorts by: the columns of `order_by`, or what a key is made of."""
    keys = [one.value for one in call.keywords if one.arg in {"key", "order_by"}]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "order_by":
        keys += call.args
    bodies = [key.body if isinstance(key, ast.Lambda) else key for key in keys]
    return [part for one in bodies for part in (one.elts if isinstance(one, ast.Tuple) else [one])]


def _is_text(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Attribute) and expression.attr in TEXTS


def file_lengths(tree: Tree) -> dict[str, int]:
    """Return the number of lines of each module that is not empty."""
    return {name: len(text.splitlines()) for name, text in tree.sources.items() if text}


def function_lengths(tree: Tree) -> dict[str, int]:
    """Return the number of lines of each function, by its module and name."""
    return {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, nodes in tree.nodes.items()
        for node in nodes
        if isinstance(node, ast.FunctionDef)
    }


def median_and_ninth_decile(lengths: Mapping[str, int]) -> tuple[float, float]:
    """Return the median and the ninth decile."""
    return median(lengths.values()), quantiles(lengths.values(), n=10)[-1]


def _module(path: str) -> str:
    parts = Path(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _part(name: str, index: int) -> str:
    parts = name.split(".")
    return parts[index] if len(parts) > index else ""


def _reached(graph: Graph, start: str) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for node in graph.get(waiting.pop(), set()) - reached:
            reached.add(node)
            waiting.append(node)
    return reached

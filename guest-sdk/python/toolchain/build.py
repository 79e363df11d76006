"""From a filter in Python to a component: leaves out what the filter does not name of the SDK, narrows the world to the interfaces
that are left, and calls componentize-py. Arguments: the folder of the filter's source, the contract, the SDK's folder, a folder for
what is needed meanwhile, and the component."""

import ast
import re
import sys
from pathlib import Path

SDK = "sluice"
HOST = "wit_world.imports"


def names_taken(tree: ast.Module) -> set[str] | None:
    """The names of the SDK that a module takes; None if it may take any."""
    taken, aliases = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == SDK and node.level == 0:
            taken.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            aliases.update(alias.asname or alias.name for alias in node.names if alias.name == SDK)
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and is_name(node.value, aliases)]
    taken.update(node.attr for node in attributes)
    # The module itself is passed on, as in `getattr(sluice, name)`.
    passed_on = sum(is_name(node, aliases) for node in ast.walk(tree)) > len(attributes)
    return None if passed_on or "*" in taken else taken


def is_name(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def names_bound(statement: ast.stmt) -> list[str]:
    """The names that a statement at the top of the SDK makes."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            return [alias.asname or alias.name for alias in statement.names]
        case ast.FunctionDef() | ast.ClassDef():
            return [statement.name]
        case ast.Assign():
            return [target.id for target in statement.targets if isinstance(target, ast.Name)]
        case _:
            return []


def shaken(source: str, taken: set[str] | None) -> tuple[str, set[str]]:
    """The SDK without what nobody takes, line by line where it was, and the interfaces that are left."""
    tree = ast.parse(source)
    statements = {name: statement for statement in tree.body for name in names_bound(statement)}
    left, found = list(statements if taken is None else taken), set()
    while left:
        name = left.pop()
        if name not in found and name in statements:
            found.add(name)
            left.extend(node.id for node in ast.walk(statements[name]) if isinstance(node, ast.Name))
    lines = source.splitlines()
    for statement in tree.body:
        bound = names_bound(statement)
        is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if bound and not is_future and found.isdisjoint(bound):
            first = min([statement.lineno, *(it.lineno for it in getattr(statement, "decorator_list", []))])
            lines[first - 1 : statement.end_lineno] = [""] * (statement.end_lineno - first + 1)
    imports = [it for it in tree.body if isinstance(it, ast.ImportFrom) and it.module == HOST]
    called = {alias.name for it in imports for alias in it.names if alias.asname in found}
    return "\n".join(lines) + "\n", called


def main() -> None:
    source, contract, sdk, scratch, output = map(Path, sys.argv[1:])
    taken: set[str] | None = set()
    for file in sorted(source.rglob("*.py")):
        names = names_taken(ast.parse(file.read_bytes(), file))
        taken = None if names is None or taken is None else taken | names
    text, called = shaken((sdk / "sluice.py").read_text("utf-8"), taken)
    (scratch / "sluice.py").write_text(text, "utf-8")
    (scratch / "exports.py").write_bytes((sdk / "exports.py").read_bytes())
    imported = re.compile(r"^  import ([a-z-]+);$")
    lines = contract.read_text("utf-8").split("\n")
    world = [line for line in lines if not (found := imported.match(line)) or found[1] in called]
    wit = scratch / "world"
    wit.mkdir()
    (wit / "filter.wit").write_text("\n".join(world), "utf-8")

    sys.path.insert(0, str(Path(__file__).parent / "packages"))
    import componentize_py

    arguments = ["--quiet", "--wit-path", str(wit), "--world", "filter", "componentize", "--stub-wasi"]
    folders = ["--python-path", str(scratch), "--python-path", str(source)]
    sys.argv = ["componentize-py", *arguments, *folders, "--output", str(output), "exports"]
    try:
        status = componentize_py.script()
    except AssertionError as error:
        # What a module of the filter has raised, without the stack of componentize-py.
        sys.exit(str(error).split("\n\nCaused by:")[0].replace('"/1/', f'"{source}/'))
    sys.exit(status)


if __name__ == "__main__":
    try:
        main()
    except SyntaxError as error:
        sys.exit(f"{error.filename}:{error.lineno}: {error.msg}")

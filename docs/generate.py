"""The program's own data in, the generated pages of docs/ out: commands, tables, problems.

``python -m docs.generate`` writes them; a test compares them with what stands in docs/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pipeline.cli import COMMANDS
from pipeline.errors import Page, Problem, problem_pages, problems
from pipeline.exports.formats import FORMATS
from pipeline.files import bundled

DOCS = Path(__file__).parent
_MADE = "<!-- Made by `make docs`; change {source} instead. -->\n\n"
_SCHEMA = "provision.schema.json"
_SAID = re.compile(r"(?=\b(?:Example|Formats read|Forms): )")


def pages() -> dict[str, str]:
    """Every generated page by its path under docs/."""
    return {
        "commands.md": commands_page(),
        "tables.md": tables_page(),
        **{f"problems/{name}": text for name, text in pages_of_problems()},
    }


# --- commands --------------------------------------------------------------------------------


def commands_page() -> str:
    """Every command with its arguments, options, defaults and example."""
    parts = [
        _MADE.format(source="the help texts in pipeline/cli/"),
        "# Commands\n\nThe command is `lanzarote`. Exit codes: 0 fine, 1 findings or refused"
        " documents, 2 wrong use.\n`-h` or `--help` behind any command says what is below.\n\n",
        "\n".join(f"- [`lanzarote {name}`](#lanzarote-{name})" for name in COMMANDS) + "\n",
    ]
    for name in COMMANDS:
        parts.append(_command(name, import_module(f"pipeline.cli.{name}").command))
    return "".join(parts)


def _command(name: str, command: click.Command) -> str:
    """A section; the commands of a group follow it, each with a section of its own."""
    context = click.Context(command, info_name=f"lanzarote {name}")
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    text = f"\n## lanzarote {name}\n\n{_prose(command.help or '')}\n\n```\n{usage}\n```\n"
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        text += "\n| option | default | what |\n|---|---|---|\n"
        text += "".join(_option(option, context) for option in options)
    if command.epilog:
        text += f"\n{_example(command.epilog)}\n"
    if isinstance(command, click.Group):
        for sub in sorted(command.commands):
            text += _command(f"{name} {sub}", command.commands[sub]).replace("\n## ", "\n### ", 1)
    return text


def _prose(text: str) -> str:
    r"""Paragraphs without click's own marks (``\b``)."""
    return "\n\n".join(
        " ".join(paragraph.replace("\b", "").split()) for paragraph in text.strip().split("\n\n")
    )


def _example(epilog: str) -> str:
    """The commands of an epilog as a block, what else it says behind it."""
    parts = [part.strip() for part in _SAID.split(epilog) if part.strip()]
    shown = [p.removeprefix("Example: ") for p in parts if p.startswith("Example: ")]
    rest = [p for p in parts if not p.startswith("Example: ")]
    return "```\n" + "\n".join(shown) + "\n```" + "".join(f"\n\n{p}" for p in rest)


def _option(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if not option.is_flag:
        kind = option.type
        value = (
            "\\|".join(kind.choices)
            if isinstance(kind, click.Choice)
            else (option.metavar or kind.name.upper())
        )
        names += f" {value}"
    record = option.get_help_record(context)
    help_text, default = record[1] if record else "", ""
    if "[default: " in help_text:
        help_text, _, extra = help_text.partition("[default: ")
        default = extra.rstrip("]").split(";")[0].strip()
    elif option.required:
        default, help_text = "required", help_text.removesuffix("[required]")
    elif help_text.endswith("]"):
        help_text = help_text.rpartition("[")[0]
    return f"| {names} | {default} | {' '.join(help_text.split())} |\n"


# --- tables ----------------------------------------------------------------------------------


def tables_page() -> str:
    """Every column of every table, and the fields of the JSON lines."""
    described = json.loads((bundled("schemas") / "csv-metadata.json").read_text("utf-8"))
    text = _MADE.format(source="schemas/csv-metadata.json and schemas/provision.schema.json")
    text += (
        "# Tables and JSON lines\n\nThe tables of a run are CSV (UTF-8, commas, a line of names)."
        " `tables/csv-metadata.json` describes them\nfor programs (W3C *CSV on the Web*)."
        " A cell that a spreadsheet would take for a formula begins with an apostrophe.\n"
    )
    for table in described["tables"]:
        text += f"\n## {table['url']}\n\n{table['dc:description']}\n\n"
        text += "| column | type | what |\n|---|---|---|\n"
        for column in table["tableSchema"]["columns"]:
            said = column["dc:description"].replace("|", "\\|")
            text += f"| `{column['name']}` | {column['datatype']} | {said} |\n"
    return text + _json_lines() + _exports()


def _json_lines() -> str:
    schema = json.loads((bundled("schemas") / _SCHEMA).read_text("utf-8"))
    text = f"\n## JSON lines\n\n{schema['description']} The schema is `schemas/{_SCHEMA}`.\n"
    parts = {"A line": schema, **{f"`{name}`": part for name, part in schema["$defs"].items()}}
    for title, part in parts.items():
        text += f"\n### {title}\n\n| field | values | what |\n|---|---|---|\n"
        for name, field in _fields(part):
            text += f"| `{name}` | {_values(field)} | {field.get('description', '')} |\n"
    return text


def _fields(part: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from part.get("properties", {}).items()
    for each in part.get("allOf", ()):
        yield from _fields(each)


def _values(field: Mapping[str, Any]) -> str:
    if "enum" in field:
        return ", ".join(f"`{v}`" if v != "" else "empty" for v in field["enum"])
    if "$ref" in field:
        return f"`{field['$ref'].rpartition('/')[2]}`"
    if "anyOf" in field or "oneOf" in field:
        return " or ".join(_values(each) for each in field.get("anyOf") or field["oneOf"])
    kind = field.get("type", "object")
    if kind == "array":
        items = field.get("items") or next(iter(field.get("prefixItems", ())), {})
        return f"list of {_values(items)}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _exports() -> str:
    text = "\n## Other exports\n\n`lanzarote export output/ --as …` writes:\n\n"
    text += "| name | file | what |\n|---|---|---|\n"
    return text + "".join(f"| `{n}` | `{f.suffix}` | {f.help} |\n" for n, f in FORMATS.items())


# --- problems --------------------------------------------------------------------------------

_GROUPS = {
    "SRC": "The file itself", "XML": "XML of publishers", "META": "What a source says of itself",
    "STR": "Structure", "TXT": "Characters", "DOC": "Word files", "PDF": "PDF",
    "REF": "References", "INT": "Checks before publication", "AKN": "Akoma Ntoso",
    "EID": "Identifiers of elements", "REC": "Records of tags and links", "KNO": "Knowledge files",
    "MODEL": "Trained pipelines", "GOLD": "Gold files", "JSONL": "JSON lines", "RUN": "Runs",
    "EXP": "Exports", "FET": "Fetching", "REV": "Reviews",
}  # fmt: skip


def pages_of_problems() -> Iterator[tuple[str, str]]:
    """A page for each problem code, and their index."""
    known, said = problems(), problem_pages()
    yield "README.md", _index(known)
    for code, problem in known.items():
        yield f"{code}.md", _problem(problem, said.get(code))


def _index(known: Mapping[str, Problem]) -> str:
    text = _MADE.format(source="pipeline/knowledge/problems.yaml and problem_pages.yaml")
    text += (
        "# Problems\n\nEvery problem that the program reports has a code. *error*: the file was"
        " refused or the check failed;\n*warning*: look at the place before you rely on it;"
        " *note*: worth knowing.\n"
    )
    groups: dict[str, list[Problem]] = {}
    for problem in known.values():
        groups.setdefault(problem.code.partition("-")[0], []).append(problem)
    for prefix, group in groups.items():
        text += f"\n## {_GROUPS.get(prefix, prefix)}\n\n| code | severity | what |\n|---|---|---|\n"
        for p in sorted(group, key=lambda p: p.code):
            text += f"| [{p.code}]({p.code}.md) | {p.severity} | {_escaped(p.sentence)} |\n"
    return text


def _problem(problem: Problem, page: Page | None) -> str:
    text = _MADE.format(source="pipeline/knowledge/problems.yaml and problem_pages.yaml")
    text += f"# {problem.code}\n\n*{problem.severity}* – {_escaped(problem.sentence)}\n\n"
    if page and page.example:
        example = problem.sentence.format(**page.example)
        text += f"For example:\n\n> {_escaped(example)}\n\n"
    if page:
        text += f"## What brings it about\n\n{page.cause}\n\n"
    text += f"## What to do\n\n{problem.remedy}\n"
    if page:
        text += "\n" + "".join(f"{n}. {step}\n" for n, step in enumerate(page.steps, 1))
    return text + "\n[All problems](README.md)\n"


def _escaped(sentence: str) -> str:
    """A sentence in Markdown: what it says in angle brackets or braces stays as it is."""
    return sentence.replace("<", "\\<").replace("|", "\\|")


def main() -> None:
    made = pages()
    for stale in (DOCS / "problems").glob("*.md"):
        if f"problems/{stale.name}" not in made:
            stale.unlink()
    for name, text in made.items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()

"""The command ``lanzarote``: one small file per subcommand, imported only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from pipeline import __version__

# name -> (module, one line of help); the module is imported when the command is used, so that
# --help and validate start without spaCy.
COMMANDS = {
    "run": "The main job: sources in, XML, tables, site and run record out.",
    "markup": "One source in, Akoma Ntoso out.",
    "tag": "Tag concepts, norms, references and definitions in XML or JSONL.",
    "link": "Link provisions to the holdings, in XML or JSONL.",
    "validate": "Check XML: schemas, profile, integrity.",
    "evaluate": "Score the pipeline against a gold file.",
    "export": "What a run published, as workbook, country profile and in other forms.",
    "compare": "Two texts of a law: what became of its provisions and links.",
    "review": "Forms for readers out, their decisions in; agreement between readers.",
    "find": "Rank the provisions of a run for a holding or for words.",
    "fetch": "Real statutes from official publishers, by the catalogue.",
    "explain": "Why a provision is, or is not, linked to each holding.",
    "thesaurus": "The concepts as SKOS; what is wrong with them.",
    "doctor": "Versions, schemas, knowledge, features; what is missing and how to get it.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"pipeline.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lanzarote")
def main() -> None:
    """Link national law to the holdings of the 2017 Interpretative Opinion, with evidence.

    Exit codes: 0 fine, 1 findings or refused documents, 2 wrong use.
    """

"""Say what is wrong with the database in a sentence, not in a stack trace."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.database.error_codes import driver_words, find_problem
from app.database.problems import Problem


def configure(app: Flask) -> None:
    """Let all commands of `app` end in a sentence if the database fails."""
    _speak_plainly(app.cli)


def _speak_plainly(command: click.Command) -> None:
    if isinstance(command, click.Group):
        for one in command.commands.values():
            _speak_plainly(one)
    # Commands outlast an application.
    elif command.callback and not hasattr(command.callback, "in_words"):
        command.callback = _in_words(command.callback)


def _in_words(run: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(run)
    def run_in_words(*args: Any, **options: Any) -> Any:
        try:
            return run(*args, **options)
        except (SQLAlchemyError, OSError) as error:
            if problem := find_problem(error):
                raise click.ClickException(with_detail(problem, error)) from None
            raise

    run_in_words.in_words = True  # type: ignore[attr-defined]
    return run_in_words


def with_detail(problem: Problem, error: BaseException) -> str:
    """Return what is to be done, with the words of the database."""
    has_words = getattr(error, "orig", None) is not None
    return f"{problem.remedy} ({driver_words(error)})" if has_words else problem.remedy

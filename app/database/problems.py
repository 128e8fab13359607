"""What can be wrong with the database, in words for pages, the terminal and monitoring."""

from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from app.bibliography.messages import message


@dataclass(frozen=True)
class Problem:
    """A status code, a heading, and sentences for visitors and for whoever runs the site.

    The last one is for the terminal and for monitoring, in English.
    """

    code: int
    heading: str
    explanation: str
    remedy: str


BUSY = Problem(
    503,
    message("The site is busy right now"),
    message("Another change is being saved."),
    "Another program is writing to the database. Try again in a moment.",
)
FULL = Problem(
    507,
    message("The disk is full"),
    message("The server has no space left to save anything."),
    "The disk is full. Free some space, then try again.",
)
READ_ONLY = Problem(
    503,
    message("Nothing can be saved right now"),
    message("The site's database is read-only."),
    "The database is read-only. Give this user permission to write to its file and folder.",
)
MISSING = Problem(
    503,
    message("The site's data can't be opened"),
    message(
        "Its database isn't there, or the server may not open it. If the site is new, create it"
        " on the server with “flask --app wsgi upgrade”."
    ),
    "The database can't be opened. Check that its file is there and this user may open it. On a"
    " new site, create it: flask --app wsgi upgrade",
)
DAMAGED = Problem(
    503,
    message("The site's data can't be read"),
    message("Its database is damaged. Restoring a backup repairs the site."),
    "The database is damaged. Restore a backup.",
)
FAILING = Problem(
    503,
    message("The site's disk is failing"),
    message("The server couldn't read from its disk, or write to it."),
    "The disk of the database can't be read or written. Check the disk, then try again.",
)
UNREACHABLE = Problem(
    503,
    message("The site's database can't be reached"),
    message("The database server isn't running, or it refuses the connection."),
    "The database server can't be reached. Check that it is running, and DATABASE_URL.",
)
UNFIT = Problem(
    422,
    message("That can't be saved"),
    message(
        "The database doesn't take a name of thousands of letters, or a text with the character 0."
    ),
    "The database doesn't take a name of thousands of letters, or a text with the character 0.",
)
NEWER = Problem(
    503,
    message("The site's data needs a newer version of its program"),
    message(
        "A newer version has changed the database. Update the program on the server, or restore a"
        " backup there with “flask --app wsgi restore FILE”."
    ),
    "A newer version of Vitae has changed the database. Update Vitae, or restore a backup.",
)
OLDER = Problem(
    503,
    message("The site is being updated"),
    message(
        "Its database doesn't have the form that this version of its program needs. Upgrade it on"
        " the server with “flask --app wsgi upgrade”."
    ),
    "The database is of an older version. Upgrade it: flask --app wsgi upgrade",
)
EMPTY = Problem(
    503,
    message("The site's data is missing"),
    message(
        "Its database is empty. Restore a backup on the server with “flask --app wsgi restore"
        " FILE”, or start anew with “flask --app wsgi upgrade”."
    ),
    "The database is empty. Restore a backup, or begin anew: flask --app wsgi upgrade",
)


class SchemaError(SQLAlchemyError):
    """The database is of another version than the program."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.remedy)

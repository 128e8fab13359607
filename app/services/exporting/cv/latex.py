"""The CV as a LaTeX document that needs nothing but the packages of every TeX distribution."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.bibliography.document.cv import Paper
from app.services.exporting.cv import latex_text, rich_text, wording
from app.services.exporting.cv.content import Cv, PartContent
from app.services.exporting.cv.latex_text import from_text as _text
from app.services.exporting.cv.rich_text import Run, TextBlock
from app.translations.current import current_language
from app.translations.languages import SOURCE, direction

PAPERS = {Paper.A4: "a4paper", Paper.LETTER: "letterpaper"}
PREAMBLE = r"""\documentclass[11pt,%(paper)s]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{lmodern}
  %% Letters of other scripts are boxes here, with a line in the log.
  \makeatletter
  \def\UTFviii@undefined@err#1{\@latex@warning{No letter \expandafter\string#1 here}%%
    {\fboxsep=1pt\fbox{\tiny ?}}}
  \makeatother
\else
  %% XeLaTeX and LuaLaTeX know the letters of all scripts; choose a font that has yours.
  \usepackage{fontspec}
\fi
%(languages)s\usepackage{amsmath,amssymb,bm}
\usepackage[normalem]{ulem}
\usepackage{longtable}
\usepackage[margin=22mm]{geometry}
\usepackage[hidelinks]{hyperref}
\urlstyle{same}
\hypersetup{pdftitle={%(title)s},pdfauthor={%(name)s}}
\setlength{\parindent}{0pt}
\setlength{\parskip}{3pt plus 1pt}
%% Rather a loose line than an address that leaves the page.
\sloppy
\setcounter{secnumdepth}{0}
%% A label to the left of a text that stays on one page.
\newcommand{\entry}[3]{{\interlinepenalty=10000\advance\leftskip#1\relax
  \noindent\hspace*{-#1}\makebox[#1][l]{#2}\ignorespaces#3\par}}
\newcommand{\years}[2]{\entry{26mm}{#1}{#2}}
\newcommand{\reference}[2]{\entry{10mm}{#1.}{#2}}
\pagestyle{myheadings}
\markright{%(name)s}
\begin{document}
\thispagestyle{plain}
"""
# Each language under a name of its own, since babel's may be those of commands.
LANGUAGES = r"""\usepackage{babel}
\newcommand{\providelanguage}[2]{\IfFileExists{babel-#1.ini}%
  {\babelprovide[import=#1#2]{tag-#1}}{\babelprovide[#2]{tag-#1}}}
"""
SWITCH = re.compile(r"\\foreignlanguage\{tag-([A-Za-z0-9-]+)\}")
TAG = re.compile(r"[A-Za-z0-9-]+")
TAGS = {
    "b": "textbf",
    "i": "emph",
    "u": "uline",
    "sup": "textsuperscript",
    "sub": "textsubscript",
    "code": "texttt",
}


def write(cv: Cv, _before_each: Callable[[], None] = lambda: None) -> bytes:
    """Return the CV as the bytes of a .tex file in UTF-8."""
    lines = [*_head(cv)]
    for part in cv.parts:
        lines += [rf"\section{{{_heading(part.title)}}}", *_part(part, cv)]
    body = "\n".join([*lines, r"\end{document}", ""])
    values = {
        "paper": PAPERS[cv.paper],
        "title": _text(wording.title(cv)),
        "name": _text(cv.name),
        "languages": _languages(body),
    }
    return f"{PREAMBLE % values}\n{body}".encode()


def _languages(body: str) -> str:
    """Return what loads the languages of a text, nothing for one in English alone."""
    others, main = sorted(set(SWITCH.findall(body))), current_language()
    if not others and (main == SOURCE or direction(main) == "rtl"):
        return ""
    # Fonts and packages for text from right to left are not in every distribution.
    first = [] if direction(main) == "rtl" else [rf"\providelanguage{{{main}}}{{,main}}"]
    provided = [*first, *(rf"\providelanguage{{{tag}}}{{}}" for tag in others)]
    return LANGUAGES + "".join(f"{line}\n" for line in provided)


def _head(cv: Cv) -> Iterator[str]:
    yield rf"{{\Huge\bfseries {_text(cv.name)}\par}}"
    yield from (rf"{_runs(line)}\par" for line in cv.lines)
    contacts = (_runs([Run(one.label, url=one.url)]) for one in cv.contacts)
    yield r" $\cdot$ ".join(contacts) + r"\par"


def _part(part: PartContent, cv: Cv) -> Iterator[str]:
    yield from _blocks(rich_text.blocks(part.biography))
    for entry in part.entries:
        notes = "\n".join(_blocks(rich_text.blocks(entry.note_html)))
        text = "\n\n".join(filter(None, (_runs(wording.entry_runs(entry)), notes)))
        yield _dated(entry.when, text, part)
    if part.supervised and cv.is_for_grant:
        yield from _table([wording.table_row(one) for one in part.supervised])
        yield rf"{_runs(part.summary)}\par"
    elif part.supervised:
        for level in part.levels:
            yield _subsection(level.label, len(level.people))
            for one in level.people:
                yield _dated(one.years, _runs(wording.person_runs(one)), part)
    yield from _works(part, cv)


def _dated(when: str, text: str, part: PartContent) -> str:
    return (
        rf"\years{{{_text(when)}}}{{{text}}}" if part.is_dated else rf"\entry{{0mm}}{{}}{{{text}}}"
    )


def _works(part: PartContent, cv: Cv) -> Iterator[str]:
    if part.groups and (note := wording.legend(cv, part)):
        yield rf"{_runs(note)}\par"
    for group in part.groups:
        yield _subsection(group.label, len(group.references))
        for one in group.references:
            yield rf"\reference{{{one.number}}}{{{_runs(one.runs)}}}"


def _subsection(label: str, count: int) -> str:
    return rf"\subsection{{{_heading(label)} ({count})}}"


def _heading(label: str) -> str:
    """Return the text of a heading, which bookmarks show without commands."""
    marked, plain = _runs([rich_text.of_text(label)]), _text(label)
    return plain if marked == plain else rf"\texorpdfstring{{{marked}}}{{{plain}}}"


def _table(rows: Sequence[Sequence[Iterable[Run]]]) -> Iterator[str]:
    widths = "".join(rf"p{{{width}\linewidth}}" for width in (".16", ".24", ".15", ".13", ".2"))
    yield rf"\begin{{longtable}}[l]{{@{{}}{widths}@{{}}}}"
    titles = " & ".join(rf"\textbf{{{_text(label)}}}" for label in wording.columns())
    yield rf"{titles} \\ \hline\noalign{{\smallskip}}\endhead"
    for row in rows:
        yield " & ".join(map(_runs, row)) + r" \\"
    yield r"\end{longtable}"


def _blocks(blocks: Iterable[TextBlock]) -> Iterator[str]:
    for block in blocks:
        text = _runs(block.runs)
        if block.kind == "li":
            label = r"\textbullet" if block.number is None else f"{block.number}."
            yield rf"\entry{{6mm}}{{{label}}}{{{text}}}"
        elif block.kind in {"h3", "h4"}:
            yield rf"\subsubsection{{{text}}}"
        else:
            yield rf"{text}\par"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_in_language, runs))


def _in_language(run: Run) -> str:
    is_known = TAG.fullmatch(run.language) is not None
    return rf"\foreignlanguage{{tag-{run.language}}}{{{_run(run)}}}" if is_known else _run(run)


def _run(run: Run) -> str:
    text = latex_text.formula(run.formula, run.text) if run.formula else _text(run.text)
    for tag in reversed(run.tags):
        text = rf"\{TAGS[tag]}{{{text}}}"
    if run.url and not run.tags and not run.formula:
        return latex_text.link(run.url, run.text)
    return rf"\href{{{latex_text.url(run.url)}}}{{{text}}}" if run.url else text

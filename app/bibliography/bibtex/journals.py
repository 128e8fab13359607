"""Macros for journals that styles and databases define, not the files that use them.

The names are those of the journals behind the macros of AASTeX and the NASA Astrophysics Data
System (help page "Journal Abbreviations"), behind abbreviations that physicists and geoscientists
define in the same way, and behind the macros of BibTeX's standard styles.
"""

import re
from typing import NamedTuple

from app.bibliography.bibtex.fields import FieldReader
from app.bibliography.latex.escape import from_text

# Each journal with its macros, as in `journal = {\apj}`.
_ASTRONOMY = """
aap astap = Astronomy & Astrophysics
aapr = The Astronomy and Astrophysics Review
aaps = Astronomy and Astrophysics Supplement Series
aas = American Astronomical Society Meeting Abstracts
actaa = Acta Astronomica
adspr = Advances in Space Research
afz = Astrofizika
aipc = AIP Conference Proceedings
aj = The Astronomical Journal
ajph = Australian Journal of Physics
an = Astronomische Nachrichten
anap = Annales d'Astrophysique
andp = Annalen der Physik
angeo = Annales Geophysicae
annphys = Annals of Physics
ao applopt = Applied Optics
aph = Astroparticle Physics
apj = The Astrophysical Journal
apjl apjlett = The Astrophysical Journal Letters
apjs apjsupp = The Astrophysical Journal Supplement Series
aplett = Astrophysical Letters
apspr = Astrophysics and Space Physics Research
apss = Astrophysics and Space Science
araa = Annual Review of Astronomy and Astrophysics
arep = Astronomy Reports
areps = Annual Review of Earth and Planetary Sciences
arfm = Annual Review of Fluid Mechanics
arnps = Annual Review of Nuclear and Particle Science
asbio = Astrobiology
ascom = Astronomy and Computing
asl astl = Astronomy Letters
aspc aspcs = Astronomical Society of the Pacific Conference Series
azh = Astronomicheskii Zhurnal
baas = Bulletin of the American Astronomical Society
bac = Bulletin of the Astronomical Institutes of Czechoslovakia
bain = Bulletin of the Astronomical Institutes of the Netherlands
baps = Bulletin of the American Physical Society
caa = Chinese Astronomy and Astrophysics
cemda = Celestial Mechanics and Dynamical Astronomy
cjaa = Chinese Journal of Astronomy and Astrophysics
comap = Comments on Astrophysics
cqg cqgra = Classical and Quantum Gravity
csci = Current Science
dps = AAS/Division for Planetary Sciences Meeting Abstracts
eas = EAS Publications Series
epjc = European Physical Journal C
epjd = European Physical Journal D
epjp = The European Physical Journal Plus
epsl = Earth and Planetary Science Letters
expa = Experimental Astronomy
fcp = Fundamentals of Cosmic Physics
frass = Frontiers in Astronomy and Space Sciences
gafd = Geophysical and Astrophysical Fluid Dynamics
galax = Galaxies
gca gecoa = Geochimica et Cosmochimica Acta
georl grl = Geophysical Research Letters
gji = Geophysical Journal International
grg = General Relativity and Gravitation
hia = Highlights of Astronomy
iaucirc = International Astronomical Union Circular
iaus = Proceedings of the International Astronomical Union
icar icarus = Icarus
ijasb = International Journal of Astrobiology
ijmpa = International Journal of Modern Physics A
ijmpd = International Journal of Modern Physics D
jaa = Journal of Astrophysics and Astronomy
jaavso = Journal of the American Association of Variable Star Observers
jastp = Journal of Atmospheric and Solar-Terrestrial Physics
jatis = Journal of Astronomical Telescopes, Instruments, and Systems
jbaa = Journal of the British Astronomical Association
jbis = Journal of the British Interplanetary Society
jcap = Journal of Cosmology and Astroparticle Physics
jcoph = Journal of Computational Physics
jcp = The Journal of Chemical Physics
jfm = Journal of Fluid Mechanics
jgr = Journal of Geophysical Research
jgra = Journal of Geophysical Research: Space Physics
jgrb = Journal of Geophysical Research: Solid Earth
jgrc = Journal of Geophysical Research: Oceans
jgrd = Journal of Geophysical Research: Atmospheres
jgre = Journal of Geophysical Research: Planets
jgrf = Journal of Geophysical Research: Earth Surface
jgrg = Journal of Geophysical Research: Biogeosciences
jhep = Journal of High Energy Physics
jinst = Journal of Instrumentation
jkas = Journal of the Korean Astronomical Society
josa = Journal of the Optical Society of America
joss = The Journal of Open Source Software
jpcrd = Journal of Physical and Chemical Reference Data
jpcs jphcs = Journal of Physics: Conference Series
jpha = Journal of Physics A
jphb = Journal of Physics B
jphg = Journal of Physics G
jpsj = Journal of the Physical Society of Japan
jqsrt = Journal of Quantitative Spectroscopy and Radiative Transfer
jrasc = Journal of the Royal Astronomical Society of Canada
jsr = Journal of Spacecraft and Rockets
jswsc = Journal of Space Weather and Space Climate
lrca = Living Reviews in Computational Astrophysics
lrr = Living Reviews in Relativity
lrsp = Living Reviews in Solar Physics
maps = Meteoritics & Planetary Science
memras = Memoirs of the Royal Astronomical Society
memsai memsait msait = Memorie della Società Astronomica Italiana
metic = Meteoritics
mnras = Monthly Notices of the Royal Astronomical Society
moon = The Moon
mpla = Modern Physics Letters A
msngr = The Messenger
na newa newast = New Astronomy
nar newar = New Astronomy Reviews
nat natur nature = Nature
natas natast natastro natastron = Nature Astronomy
natco natcomm ncomms = Nature Communications
natgeo natgeosci = Nature Geoscience
natph natphys = Nature Physics
natrp = Nature Reviews Physics
natsr scirep = Scientific Reports
nima nimpa = Nuclear Instruments and Methods in Physics Research A
njp njph = New Journal of Physics
npb nphysb nuphb = Nuclear Physics B
nphysa = Nuclear Physics A
nucfu = Nuclear Fusion
obs = The Observatory
oexpr optex = Optics Express
oja ojap = The Open Journal of Astrophysics
optl = Optics Letters
pasa = Publications of the Astronomical Society of Australia
pasj = Publications of the Astronomical Society of Japan
pasp = Publications of the Astronomical Society of the Pacific
pazh = Pis'ma v Astronomicheskii Zhurnal
pdu = Physics of the Dark Universe
phfl = Physics of Fluids
phlb plb = Physics Letters B
phpl = Physics of Plasmas
phr phrep physrep = Physics Reports
phrvx prx = Physical Review X
physrev = Physical Review
physscr = Physica Scripta
pla = Physics Letters A
planss pss = Planetary and Space Science
pnas = Proceedings of the National Academy of Sciences
ppcf = Plasma Physics and Controlled Fusion
pra = Physical Review A
prab = Physical Review Accelerators and Beams
prapplied = Physical Review Applied
prb = Physical Review B
prc = Physical Review C
prd = Physical Review D
pre = Physical Review E
prfluids = Physical Review Fluids
prl = Physical Review Letters
prmaterials = Physical Review Materials
procspie pspie = Proceedings of SPIE
prr = Physical Review Research
prxq prxquantum = PRX Quantum
psj = The Planetary Science Journal
ptep = Progress of Theoretical and Experimental Physics
pthph ptp = Progress of Theoretical Physics
ptps = Progress of Theoretical Physics Supplement
ptrsa = Philosophical Transactions of the Royal Society A
qjras = Quarterly Journal of the Royal Astronomical Society
raa = Research in Astronomy and Astrophysics
rasti = RAS Techniques and Instruments
rmp rvmp = Reviews of Modern Physics
rmxaa = Revista Mexicana de Astronomía y Astrofísica
rmxac = Revista Mexicana de Astronomía y Astrofísica Conference Series
rnaas = Research Notes of the AAS
rpp rpph = Reports on Progress in Physics
rsci rsi = Review of Scientific Instruments
rspsa = Proceedings of the Royal Society A
rvgeo = Reviews of Geophysics
saj = Serbian Astronomical Journal
sci science = Science
scia sciadv = Science Advances
sciam = Scientific American
scpma = Science China Physics, Mechanics & Astronomy
skytel = Sky & Telescope
solph solphys = Solar Physics
sovast = Soviet Astronomy
spwea = Space Weather
ssr ssrv = Space Science Reviews
univ = Universe
va vistas = Vistas in Astronomy
wrr = Water Resources Research
zap = Zeitschrift für Astrophysik
zphy = Zeitschrift für Physik
"""
# As in `journal = jacm`.
STANDARD = {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tcs": "Theoretical Computer Science",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
}
# The fields that name a journal or a book, each with its subtitle and an addition to it.
_CONTINUED = {
    **dict.fromkeys(("journal", "journaltitle"), ("journalsubtitle", "journaltitleaddon")),
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
}
# MathSciNet and zbMATH write the whole name here, and its abbreviation in `journal`.
_WHOLE_NAME = "fjournal"
# The short names of BibLaTeX, Scopus and Web of Science.
_SHORT_NAMES = ("shortjournal", "abbrev_source_title", "journal-iso")
_MACRO = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
ASTRONOMY = {
    macro: name
    for macros, name in (line.split(" = ") for line in _ASTRONOMY.strip().splitlines())
    for macro in macros.split()
}


class VenueName(NamedTuple):
    """The name of a journal or a book, and its short name."""

    name: str | None
    short: str | None


def predefined(macro: str, field: str) -> str | None:
    """Return the journal that a macro means in a style, if the field names one."""
    if field.lower() not in _CONTINUED:
        return None
    return STANDARD.get(macro) or ASTRONOMY.get(macro)


def read_venue_name(fields: FieldReader, field: str) -> VenueName:
    """Return the name in this field with its subtitle, and its short name."""
    whole = fields.line(_WHOLE_NAME) if field.startswith("journal") or not field else None
    name = whole or _line(fields, field)
    subtitle, addition = _CONTINUED.get(field, ("", ""))
    for more, joint in ((subtitle, ": "), (addition, ". ")):
        if name and (text := _line(fields, more)):
            name = f"{name}{' ' if name[-1] in ':?!.' else joint}{text}"
    fields_of_short = (*_SHORT_NAMES, field) if whole else _SHORT_NAMES
    given = filter(fields.raw, fields_of_short)
    short = next((text for one in given if (text := _line(fields, one))), None)
    return VenueName(name, short if short != name else None)


def _line(fields: FieldReader, field: str) -> str | None:
    return fields.line(field, _with_journals)


def _with_journals(source: str) -> str:
    return _MACRO.sub(_journal, source) if "\\" in source else source


def _journal(macro: re.Match[str]) -> str:
    name = ASTRONOMY.get(macro[1].lower())
    return from_text(name) if name else macro[0]

"""The database tables; reads and writes are in services."""

from app.models.account import Account, AccountSession, Invitation, Role, SignInAttempt
from app.models.columns import now
from app.models.declined import Declined, DeclinedKind, DeclinedValue, DeclineReason
from app.models.dismissed import DismissedDuplicate, DismissedNames
from app.models.image import Image
from app.models.importing import (
    Decision,
    Difference,
    ImportBatch,
    ImportContent,
    ImportItem,
    ImportState,
    ItemState,
)
from app.models.link_check import LinkCheck, LinkRun, LinkState
from app.models.listing import Coauthor, FacetGroup, WorkFacets, work_coauthor
from app.models.person import Person, PersonName
from app.models.profile import Profile, ProfileTopic
from app.models.publication import (
    Authorship,
    PdfContent,
    Publication,
    PublicationFile,
    PublicationLink,
)
from app.models.revision import Action, Noun, Revision, RevisionItem
from app.models.section import Section, SectionEntry
from app.models.site import LookupHost, Purge, Site
from app.models.supervision import Supervision, SupervisionSupervisor, SupervisorRole
from app.models.topic import Topic, TopicSlug
from app.models.translation import (
    EntryTranslation,
    ProfileTranslation,
    PublicationTranslation,
    SectionTranslation,
    SupervisionTranslation,
    TopicTranslation,
)
from app.models.two_step import RecoveryCode, TwoStep
from app.models.venue import Venue
from app.models.work import Work, WorkSlug, WorkState, work_topic

__all__ = [
    "Account",
    "AccountSession",
    "Action",
    "Authorship",
    "Coauthor",
    "Decision",
    "DeclineReason",
    "Declined",
    "DeclinedKind",
    "DeclinedValue",
    "Difference",
    "DismissedDuplicate",
    "DismissedNames",
    "EntryTranslation",
    "FacetGroup",
    "Image",
    "ImportBatch",
    "ImportContent",
    "ImportItem",
    "ImportState",
    "Invitation",
    "ItemState",
    "LinkCheck",
    "LinkRun",
    "LinkState",
    "LookupHost",
    "Noun",
    "PdfContent",
    "Person",
    "PersonName",
    "Profile",
    "ProfileTopic",
    "ProfileTranslation",
    "Publication",
    "PublicationFile",
    "PublicationLink",
    "PublicationTranslation",
    "Purge",
    "RecoveryCode",
    "Revision",
    "RevisionItem",
    "Role",
    "Section",
    "SectionEntry",
    "SectionTranslation",
    "SignInAttempt",
    "Site",
    "Supervision",
    "SupervisionSupervisor",
    "SupervisionTranslation",
    "SupervisorRole",
    "Topic",
    "TopicSlug",
    "TopicTranslation",
    "TwoStep",
    "Venue",
    "Work",
    "WorkFacets",
    "WorkSlug",
    "WorkState",
    "now",
    "work_coauthor",
    "work_topic",
]

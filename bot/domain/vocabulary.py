"""The closed vocabularies of the field: roles, visas, specialties and the kinds of things kept.

Every value is the word used in stored data, so renaming one needs a migration.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a person does, most senior first; of two told, the earlier wins, and ALUM gives way to any job."""

    PROGRAM_DIRECTOR = "program_director"
    ASSOCIATE_PROGRAM_DIRECTOR = "associate_program_director"
    DEPARTMENT_CHAIR = "department_chair"
    DIVISION_CHIEF = "division_chief"
    ATTENDING = "attending"
    FELLOW = "fellow"
    CHIEF_RESIDENT = "chief_resident"
    RESIDENT = "resident"
    COORDINATOR = "coordinator"
    ALUM = "alum"
    RESEARCHER = "researcher"
    ATTORNEY = "attorney"
    OTHER = "other"


class Specialty(StrEnum):
    INTERNAL_MEDICINE = "internal_medicine"
    CARDIOLOGY = "cardiology"
    GASTROENTEROLOGY = "gastroenterology"
    HEMATOLOGY_ONCOLOGY = "hematology_oncology"
    PULMONARY_CRITICAL_CARE = "pulmonary_critical_care"
    NEPHROLOGY = "nephrology"
    ENDOCRINOLOGY = "endocrinology"
    RHEUMATOLOGY = "rheumatology"
    INFECTIOUS_DISEASE = "infectious_disease"
    GERIATRICS = "geriatrics"
    PALLIATIVE_CARE = "palliative_care"
    HOSPITAL_MEDICINE = "hospital_medicine"
    ALLERGY_IMMUNOLOGY = "allergy_immunology"
    NEUROLOGY = "neurology"
    RADIOLOGY = "radiology"
    ANESTHESIOLOGY = "anesthesiology"
    OPHTHALMOLOGY = "ophthalmology"
    DERMATOLOGY = "dermatology"
    PMR = "pmr"
    PSYCHIATRY = "psychiatry"
    FAMILY_MEDICINE = "family_medicine"
    EMERGENCY_MEDICINE = "emergency_medicine"
    SURGERY = "surgery"
    PEDIATRICS = "pediatrics"
    OBGYN = "obgyn"
    PATHOLOGY = "pathology"
    RADIATION_ONCOLOGY = "radiation_oncology"
    UROLOGY = "urology"
    ORTHOPEDICS = "orthopedics"


class Relationship(StrEnum):
    """How a contact stands to the resident (playbook, "Who matters")."""

    SPONSOR = "sponsor"
    MENTOR = "mentor"
    PEER = "peer"
    ROLE_MODEL = "role_model"


class MentorKind(StrEnum):
    """The four kinds of mentor (playbook, "Who matters")."""

    CLINICAL = "clinical"
    CAREER = "career"
    RESEARCH = "research"
    INSIDER = "insider"


class PlaceKind(StrEnum):
    """What sort of place an encounter was at, or a plan is for."""

    CONFERENCE = "conference"
    CLINIC = "clinic"
    ROTATION = "rotation"
    SESSION = "session"
    SPOT = "spot"


class Visa(StrEnum):
    H1B = "H-1B"
    J1 = "J-1"
    J1_WAIVER = "J-1 waiver"
    O1 = "O-1"
    ANY = "any"


class FactKind(StrEnum):
    """What can be known of a program or a person. The values each may take are strings of their own:

    VISA, IMG_FRIENDLY, CONVERTS_PRELIMS: ``yes``, ``no`` or ``maybe``.
    OPENING: ``PGY-1``, ``PGY-2``, ``PGY-3``, ``categorical``, ``prelim``, ``research`` or ``fellowship``.
    LETTER: ``asked``, ``agreed``, ``declined`` or ``sent``. ADVOCATES: ``yes`` or ``maybe``.
    """

    VISA = "visa"
    IMG_FRIENDLY = "img_friendly"
    OPENING = "opening"
    CONVERTS_PRELIMS = "converts_prelims"
    LETTER = "letter"
    ADVOCATES = "advocates"


class FollowUpKind(StrEnum):
    THANK_YOU = "thank_you"
    EMAIL = "email"
    CALL = "call"
    MEET = "meet"
    SEND = "send"
    ASK_LETTER = "ask_letter"
    CONNECT = "connect"
    APPLY = "apply"
    OTHER = "other"


class Intent(StrEnum):
    """The one thing a message wants done."""

    LOG = "log"
    REMIND = "remind"
    DONE = "done"
    SNOOZE = "snooze"
    CORRECT = "correct"
    UNDO = "undo"
    FORGET = "forget"
    ASK = "ask"
    AGENDA = "agenda"
    PROGRESS = "progress"
    DRAFT = "draft"
    PREPARE = "prepare"
    PLAN = "plan"
    SETTINGS = "settings"
    HELP = "help"
    CHAT = "chat"

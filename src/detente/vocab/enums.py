"""The closed value sets of the format, one ``StrEnum`` each: a member equals its value in a file.

So do members of two sets that share a value: ``NameKind.METONYM == MentionForm.METONYM``. Definitions
and sources of the values are data, in ``data/``; a test holds the two together.
"""

from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    IGO = "igo"
    PERSON = "person"
    GROUP = "group"


class NameKind(StrEnum):
    """What a name of an actor is used for."""

    OFFICIAL = "official"
    COMMON = "common"
    ALIAS = "alias"
    METONYM = "metonym"


class IdentifierScheme(StrEnum):
    """The register an identifier is taken from."""

    ISO3166_1 = "iso3166-1"
    ISO3166_3 = "iso3166-3"
    COW = "cow"
    GW = "gw"
    WIKIDATA = "wikidata"


class IssueKind(StrEnum):
    """What an issue is."""

    TERRITORY = "territory"
    AGREEMENT = "agreement"
    NEGOTIATION = "negotiation"
    MEASURE = "measure"
    PROGRAMME = "programme"
    RESOURCE = "resource"
    IDEA = "idea"
    OTHER = "other"


class Genre(StrEnum):
    """The genre of an article."""

    OPINION = "opinion"
    ANALYSIS = "analysis"
    NEWS = "news"
    INTERVIEW = "interview"
    DOCUMENT = "document"
    OTHER = "other"


class VersionKind(StrEnum):
    """How a text relates to the one that it is a version of."""

    CORRECTION = "correction"
    UPDATE = "update"
    REPRINT = "reprint"
    TRANSLATION = "translation"
    EXCERPT = "excerpt"


class SegmentKind(StrEnum):
    """The place of a segment in the make-up of an article."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    EDITOR_NOTE = "editor_note"
    NOTICE = "notice"


class Voice(StrEnum):
    """Who speaks in a segment."""

    AUTHOR = "author"
    PUBLISHER = "publisher"
    THIRD_PARTY = "third_party"


class UncodedReason(StrEnum):
    """Why a part of the text has no record."""

    QUESTION = "question"
    STRUCTURAL = "structural"
    REPEATED = "repeated"
    PUBLISHER_MATTER = "publisher_matter"
    UNCLEAR = "unclear"


class MentionForm(StrEnum):
    """The linguistic form in which an actor is mentioned."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    METONYM = "metonym"


class EventType(StrEnum):
    """The PLOVER type of an event, or none."""

    AGREE = "agree"
    CONSULT = "consult"
    SUPPORT = "support"
    CONCEDE = "concede"
    COOPERATE = "cooperate"
    AID = "aid"
    RETREAT = "retreat"
    REQUEST = "request"
    ACCUSE = "accuse"
    REJECT = "reject"
    THREATEN = "threaten"
    PROTEST = "protest"
    SANCTION = "sanction"
    MOBILIZE = "mobilize"
    COERCE = "coerce"
    ASSAULT = "assault"
    NONE = "none"


class EventMode(StrEnum):
    """The PLOVER mode, a finer kind within some types."""

    VISIT = "visit"
    THIRD_PARTY = "third-party"
    MULTILATERAL = "multilateral"
    PHONE = "phone"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    DISARM = "disarm"
    CEASEFIRE = "ceasefire"
    ACCESS = "access"
    RESIGN = "resign"
    ASSIST = "assist"
    CHANGE = "change"
    YIELD = "yield"
    MEET = "meet"
    DISAPPROVE = "disapprove"
    INVESTIGATE = "investigate"
    ALLEGE = "allege"
    RESTRICT = "restrict"
    ARREST = "arrest"
    RELATIONS = "relations"
    EXPEL = "expel"
    TERRITORY = "territory"
    VIOLENCE = "violence"
    DEMO = "demo"
    RIOT = "riot"
    STRIKE = "strike"
    HUNGER = "hunger"
    BOYCOTT = "boycott"
    OBSTRUCT = "obstruct"
    VANDALIZE = "vandalize"
    CONVICT = "convict"
    DISCONTINUE = "discontinue"
    TROOPS = "troops"
    WEAPONS = "weapons"
    POLICE = "police"
    MILITIA = "militia"
    SEIZE = "seize"
    CENSOR = "censor"
    CURFEW = "curfew"
    MARTIAL_LAW = "martial-law"
    DEPORT = "deport"
    WITHHOLD = "withhold"
    MISINFORMATION = "misinformation"
    CYBER = "cyber"
    ABDUCT = "abduct"
    BEAT = "beat"
    TORTURE = "torture"
    SEXUAL = "sexual"
    TARGETED = "targeted"
    DESTROY = "destroy"
    PRIMITIVE = "primitive"
    FIREARMS = "firearms"
    EXPLOSIVES = "explosives"
    SUICIDE_ATTACK = "suicide-attack"
    AERIAL = "aerial"
    DRONE = "drone"
    HEAVY_WEAPONS = "heavy-weapons"
    CROWD_CONTROL = "crowd-control"
    UNCONVENTIONAL = "unconventional"


class Theme(StrEnum):
    """PLOVER's contexts: the policy field that an act or claim belongs to."""

    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    EXECUTIVE = "executive"
    LEGISLATIVE = "legislative"
    ELECTION = "election"
    POLITICAL_INSTITUTIONS = "political_institutions"
    PRO_DEMOCRACY = "pro_democracy"
    PRO_AUTOCRACY = "pro_autocracy"
    ECONOMIC = "economic"
    LEGAL = "legal"
    REPARATIONS = "reparations"
    HUMAN_RIGHTS = "human_rights"
    RIGHTS_FREEDOMS = "rights_freedoms"
    REPRESSION = "repression"
    HUMAN_SECURITY = "human_security"
    GENDER = "gender"
    LGBT = "lgbt"
    RELIGION_ETHNICITY = "religion_ethnicity"
    INEQUALITY = "inequality"
    DIPLOMATIC = "diplomatic"
    TERRITORY = "territory"
    PEACEKEEPING = "peacekeeping"
    HEALTH = "health"
    ASYLUM = "asylum"
    MIGRATION = "migration"
    DISASTERS = "disasters"
    NATURAL_RESOURCE = "natural_resource"
    ENVIRONMENT = "environment"
    TECHNOLOGY = "technology"
    TERRORISM = "terrorism"
    CBRN = "cbrn"
    CYBER = "cyber"
    MISINFORMATION = "misinformation"
    CRIME = "crime"
    CORRUPTION = "corruption"
    ILLEGAL_DRUGS = "illegal_drugs"
    TRAFFICKING = "trafficking"


class EventStatus(StrEnum):
    """The standing that an account gives to an event."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    CANCELLED = "cancelled"


class Commitment(StrEnum):
    """FactBank's certainty and polarity of a source towards content."""

    CT_PLUS = "CT+"
    CT_MINUS = "CT-"
    PR_PLUS = "PR+"
    PR_MINUS = "PR-"
    PS_PLUS = "PS+"
    PS_MINUS = "PS-"
    CT_U = "CTu"
    UU = "Uu"


class Role(StrEnum):
    """The part an actor has in an event."""

    AGENT = "agent"
    RECIPIENT = "recipient"
    BENEFICIARY = "beneficiary"
    INTERMEDIARY = "intermediary"
    SUBJECT = "subject"
    ADVERSARY = "adversary"


class ClaimKind(StrEnum):
    """What would settle a claim."""

    FACTUAL = "factual"
    CAUSAL = "causal"
    INTERPRETIVE = "interpretive"
    EVALUATIVE = "evaluative"
    PREDICTIVE = "predictive"
    NORMATIVE = "normative"
    DEFINITIONAL = "definitional"


class Tense(StrEnum):
    """The time a claim speaks of, seen from publication."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    TIMELESS = "timeless"


class Direction(StrEnum):
    """The sign of a judgement."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"


class Influence(StrEnum):
    """What a cause does to its effect."""

    BRINGS_ABOUT = "brings_about"
    CONTRIBUTES = "contributes"
    ENABLES = "enables"
    PREVENTS = "prevents"


class AttitudeKind(StrEnum):
    """What an actor has in mind, by what would satisfy it."""

    WANT = "want"
    FEAR = "fear"
    BELIEF = "belief"
    REGARD = "regard"


class ConditionKind(StrEnum):
    """Whether an antecedent is left open or presented as untrue."""

    CONDITIONAL = "conditional"
    COUNTERFACTUAL = "counterfactual"


class Verdict(StrEnum):
    """What an assessment says of a claim."""

    ACCURATE = "accurate"
    INACCURATE = "inaccurate"
    PARTLY_ACCURATE = "partly_accurate"
    PENDING = "pending"
    UNRESOLVABLE = "unresolvable"


class Likelihood(StrEnum):
    """ICD 203's bands of probability words."""

    ALMOST_NO_CHANCE = "almost_no_chance"
    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly_even"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"


class Device(StrEnum):
    """A rhetorical device that carries an utterance."""

    METAPHOR = "metaphor"
    RHETORICAL_QUESTION = "rhetorical_question"
    SCARE_QUOTES = "scare_quotes"
    IRONY = "irony"
    ALLUSION = "allusion"
    WORDPLAY = "wordplay"


class SourceKind(StrEnum):
    """How a source of reported speech is identified."""

    NAMED = "named"
    COLLECTIVE = "collective"
    ROLE_ONLY = "role_only"
    GENERIC = "generic"
    DOCUMENT = "document"
    UNSPECIFIED = "unspecified"


class SourceMode(StrEnum):
    """How reported content is rendered."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SourceAct(StrEnum):
    """The kind of act that gives a source its content."""

    COMMUNICATION = "communication"
    BELIEF = "belief"
    KNOWLEDGE = "knowledge"


class LinkKind(StrEnum):
    """How one claim or event bears on another."""

    COUNTERS = "counters"
    UNDERCUTS = "undercuts"
    CONTRADICTS = "contradicts"
    SPECIFIES = "specifies"
    UPDATES = "updates"
    PARALLELS = "parallels"
    RIVALS = "rivals"
    PRECEDES = "precedes"


class Character(StrEnum):
    """What a relation is like while a phase lasts."""

    ALLIANCE = "alliance"
    PATRONAGE = "patronage"
    PARTNERSHIP = "partnership"
    CONVENIENCE = "convenience"
    INDIFFERENCE = "indifference"
    ESTRANGEMENT = "estrangement"
    RIVALRY = "rivalry"
    HOSTILITY = "hostility"
    WAR = "war"


class Trend(StrEnum):
    """Where a relation is heading while a phase lasts."""

    WARMING = "warming"
    COOLING = "cooling"
    STEADY = "steady"
    FLUCTUATING = "fluctuating"


class FactorKind(StrEnum):
    """What moves or limits a party in a relation."""

    INTEREST = "interest"
    CONSTRAINT = "constraint"
    LEVERAGE = "leverage"
    DEPENDENCE = "dependence"
    COMMON_ADVERSARY = "common_adversary"
    IDEOLOGY = "ideology"
    DISPUTE = "dispute"
    THREAT = "threat"
    ENABLER = "enabler"


class TimeBasis(StrEnum):
    """How the value of a time was arrived at."""

    STATED = "stated"
    RESOLVED = "resolved"
    INFERRED = "inferred"
    EXTERNAL = "external"
    UNRESOLVED = "unresolved"


class TimeMod(StrEnum):
    """The part of a period that is meant."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


class Calendar(StrEnum):
    """The calendar in which a text gives a date, where it is not the Gregorian one."""

    JULIAN = "julian"
    HIJRI = "hijri"
    HEBREW = "hebrew"
    OTHER = "other"


class Bound(StrEnum):
    """The side on which a number is left open."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Codable(StrEnum):
    """What a scheme of one's own gives codes to: the name of a record class."""

    CLAIM = "Claim"
    UTTERANCE = "Utterance"
    EVENT = "Event"
    EVENT_ACCOUNT = "EventAccount"
    LINK = "Link"
    PHASE = "Phase"
    FACTOR = "Factor"
    ARTICLE = "Article"
    SEGMENT = "Segment"
    ACTOR = "Actor"
    ISSUE = "Issue"


class AnnotatorKind(StrEnum):
    """What an annotator is."""

    HUMAN = "human"
    SOFTWARE = "software"
    ADJUDICATION = "adjudication"


class DatasetStatus(StrEnum):
    """How far a dataset has come."""

    DRAFT = "draft"
    PASS = "pass"
    ADJUDICATED = "adjudicated"


class Confidence(StrEnum):
    """How sure the annotator is; never the source's certainty."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

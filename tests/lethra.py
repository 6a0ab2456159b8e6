"""An invented dataset: two articles on Aldoria and Brevia, who share the river Lethra.

It uses what a comparison can show: rival answers and remedies, claims close to each other, opposed
orders, conditions, causes, attitudes, issues, codes, and a third state of which one never speaks.
"""

import json
from functools import cache
from typing import Any

import detente
from detente import Comparison, Dataset

DOE, ROE = "article:doe", "article:roe"
TIE = "relation:aldoria-brevia"

_DOE = (
    "The river is not the quarrel",
    "Aldoria and Brevia have quarrelled over the Lethra for thirty years.",
    "The generals of both keep the quarrel alive, because their budgets hang on it.",
    "Peace would halve the budgets of the generals.",
    "Every parade falls in the week of a border incident.",
    "The dam at Orm made the Brevian harvest of 2012 fail.",
    "Aldoria fears that Brevia will bomb the dam.",
    "The dam was finished in the spring of 2009; only then came the truce.",
    "Cormia carried the letters that led to the truce.",
    "Cormia lent Aldoria the money for the dam.",
    "Nobody but Cormia has the trust of both.",
    "Had Cormia not paid, there would be no dam.",
    "If the truce lapses, Brevia will close its ports.",
    "Aldoria should open the records of the dam to Brevia.",
    "Both should hand the river to a commission.",
    "Brevia is held back by its unbending army.",
    "They are rivals, no enemies, and since the truce they have come closer.",
    "The ports of Cormia are the deepest on the coast.",
    "In trade the two are partners already.",
)
_ROE = (
    "Water first",
    "The two states have been at odds over the Lethra for more than thirty years.",
    "What drives them apart is the want of water.",
    "Every dry summer has ended in shots at the border.",
    "In wet years the guns are silent.",
    "The fields of the lower valley lie where the river no longer comes.",
    "The reservoir at Orm dried up the lower valley.",
    "The truce came first; the dam was built behind its shield.",
    "Brevia wants its share of the water written down.",
    "Aldoria does not fear an attack on the dam.",
    "Aldoria should keep the records of the dam closed until Brevia pays for the truce.",
    "Brevia should be given a third of the river.",
    "Brevia is held back by its unsteady cabinet.",
    "A treaty on the water is to be signed in 2020 if the drought ends.",
    "Since 2012 the two have drifted into hostility.",
    "The Lethra loses a tenth of its water every ten years.",
    "Its glaciers shrink.",
    "The delta turns to salt.",
    "Fish have left the lower reaches.",
)
TEXTS = {"doe.txt": "\n\n".join(_DOE), "roe.txt": "\n\n".join(_ROE)}


def _span(number: int, article: str) -> list[dict]:
    return [{"quote": (_DOE if article == DOE else _ROE)[number]}]


def _d(number: int, commitment: str = "CT+", **more: Any) -> dict:
    """An utterance or account of the first article, by the number of the sentence."""
    return {"article": DOE, "commitment": commitment, **more, "evidence": _span(number, DOE)}


def _r(number: int, commitment: str = "CT+", **more: Any) -> dict:
    """The same of the second."""
    return {"article": ROE, "commitment": commitment, **more, "evidence": _span(number, ROE)}


def _claim(slug: str, proposition: str, kind: str, *said: dict, **more: Any) -> dict:
    tense = {"predictive": "future", "normative": "present"}.get(kind, "present")
    about = more.pop("about", [TIE])
    claim = {"id": f"claim:{slug}", "proposition": proposition, "kind": kind, "tense": tense}
    return {**claim, "about": about, **more, "utterances": [*said]}


def _event(slug: str, label: str, *accounts: dict, **more: Any) -> dict:
    return {"id": f"event:{slug}", "type": "none", "label": label, **more, "accounts": [*accounts]}


def _link(kind: str, source: str, target: str, **more: Any) -> dict:
    slug = f"{source}-{kind}-{target}".replace("claim:", "").replace("event:", "")
    return {"id": f"link:{slug}", "kind": kind, "source": source, "target": target, **more}


def _actor(slug: str, **more: Any) -> dict:
    names = [{"text": slug.capitalize(), "kind": "common"}]
    return {"id": f"actor:{slug}", "kind": "state", "names": names, **more}


def _issue(slug: str, kind: str, name: str, **more: Any) -> dict:
    return {
        "id": f"issue:{slug}",
        "kind": kind,
        "names": [{"text": name, "kind": "common"}],
        **more,
    }


def _article(id_: str, author: str, publisher: str, published: str, sentences: tuple) -> dict:
    title, *body = sentences
    return {
        "id": id_,
        "title": title,
        "authors": [{"name": author}],
        "publisher": publisher,
        "published": {"value": published, "basis": "external"},
        "references": [{"title": f"{publisher}, table of contents"}],
        "language": "en",
        "genre": "opinion",
        "rights": "CC BY 4.0",
        "segments": [
            {"kind": "title", "voice": "publisher", "quote": title},
            *({"kind": "body", "voice": "author", "quote": sentence} for sentence in body),
        ],
        "uncoded": [{"reason": "structural", "spans": [{"quote": title}]}],
    }


def _agent(*actors: str, **roles: str) -> list[dict]:
    parts = [{"actor": f"actor:{actor}", "role": "agent"} for actor in actors]
    return parts + [{"actor": f"actor:{a}", "role": role} for role, a in roles.items()]


def _phase(period: str, *grounds: str, **more: Any) -> dict:
    return {"period": {"value": period, "basis": "inferred"}, **more, "grounds": [*grounds]}


_CORMIA = {"about": ["actor:cormia"]}
DRAFT: dict[str, Any] = {
    "format": "detente-draft",
    "version": "1.0",
    "dataset": {
        "id": "dataset:lethra",
        "title": "Aldoria and Brevia on the Lethra, an invented example",
        "version": "1.0.0",
        "status": "draft",
        "language": "en",
        "license": "CC-BY-4.0",
        "creators": ["The détente developers"],
    },
    "annotators": [
        {"id": "annotator:lethra", "kind": "software", "description": "Made up for the tests."}
    ],
    "schemes": [
        {
            "id": "frame",
            "title": "Frame",
            "applies_to": ["Claim", "Utterance", "Link", "Factor"],
            "values": [
                {"value": "scarcity", "definition": "The matter is that there is too little."},
                {"value": "interest", "definition": "The matter is who gains from it."},
            ],
        }
    ],
    "actors": [_actor("aldoria"), _actor("brevia"), _actor("cormia")],
    "issues": [
        _issue("lethra", "resource", "the Lethra"),
        _issue("water-treaty", "agreement", "the water treaty", part_of="issue:lethra"),
        _issue("dam-records", "other", "the records of the dam"),
    ],
    "articles": [
        _article(DOE, "Mara Doe", "The Harbour Review", "2014-03-10", _DOE),
        _article(ROE, "Jon Roe", "The Inland Post", "2019-06-02", _ROE),
    ],
    "events": [
        _event(
            "dam",
            "Aldoria finishes the dam at Orm.",
            _d(7, status="occurred", participants=_agent("aldoria")),
            _r(7, status="occurred", participants=_agent("aldoria")),
        ),
        _event(
            "truce",
            "Aldoria and Brevia sign a truce.",
            _d(7, status="occurred", participants=_agent("aldoria", "brevia")),
            _r(7, status="occurred", participants=_agent("aldoria", "brevia")),
        ),
        _event(
            "harvest",
            "The harvest of Brevia fails.",
            _d(5, status="occurred", participants=_agent(subject="brevia")),
        ),
        _event(
            "bombing",
            "Brevia bombs the dam at Orm.",
            _d(6, "Uu", status="hypothetical", participants=_agent("brevia", adversary="aldoria")),
            _r(9, "Uu", status="hypothetical", participants=_agent("brevia", adversary="aldoria")),
        ),
        _event(
            "letters",
            "Cormia carries letters between Aldoria and Brevia.",
            _d(8, status="occurred", participants=_agent("cormia", recipient="brevia")),
        ),
        _event(
            "loan",
            "Cormia lends Aldoria money.",
            _d(9, status="occurred", participants=_agent("cormia", recipient="aldoria")),
        ),
        _event(
            "signing",
            "Aldoria and Brevia sign a treaty on the water.",
            _r(
                13,
                "PR+",
                status="planned",
                participants=_agent("aldoria", "brevia"),
                condition={"kind": "conditional", "antecedents": ["claim:drought-ends"]},
            ),
            type="agree",
            concerns=["issue:water-treaty"],
        ),
    ],
    "claims": [
        _claim(
            "quarrel",
            "Aldoria and Brevia have quarrelled for decades over the Lethra.",
            "factual",
            _d(1),
            _r(1),
            about=[TIE, "issue:lethra"],
            codes=["frame/scarcity"],
        ),
        _claim(
            "generals",
            "The generals of both sides are what keeps Aldoria and Brevia apart.",
            "causal",
            _d(2, grounds=["claim:budgets", "claim:parades"]),
            causes=["claim:budgets"],
            influence="brings_about",
            codes=["frame/interest"],
        ),
        _claim("budgets", "Peace would cost the generals money.", "factual", _d(3)),
        _claim("parades", "Border incidents fall together with parades.", "factual", _d(4)),
        _claim(
            "scarcity",
            "Want of water is what keeps Aldoria and Brevia apart.",
            "causal",
            _r(2),
            about=[TIE, "issue:lethra"],
            causes=["claim:dry-summers", "claim:wet-years", "claim:dry-fields"],
            codes=["frame/scarcity"],
        ),
        _claim("dry-summers", "Dry summers end in shooting at the border.", "factual", _r(3)),
        _claim("wet-years", "In wet years there is no shooting.", "factual", _r(4)),
        _claim("dry-fields", "The lower valley gets no water.", "factual", _r(5)),
        _claim(
            "dam-harvest",
            "The dam at Orm made a Brevian harvest fail.",
            "causal",
            _d(5),
            causes=["event:dam"],
            effects=["event:harvest"],
            influence="brings_about",
        ),
        _claim("reservoir", "The reservoir at Orm took the water of the valley.", "factual", _r(6)),
        _claim(
            "fear",
            "Aldoria is afraid of an attack on the dam.",
            "interpretive",
            _d(6),
            _r(9, "CT-"),
            attitude={"kind": "fear", "actors": ["actor:aldoria"], "concerns": ["event:bombing"]},
        ),
        _claim(
            "share",
            "Brevia aims at a fixed share of the water.",
            "interpretive",
            _r(8),
            attitude={
                "kind": "want",
                "actors": ["actor:brevia"],
                "concerns": ["issue:water-treaty"],
            },
        ),
        _claim("trust", "Only Cormia is trusted by both sides.", "interpretive", _d(10), **_CORMIA),
        _claim(
            "not-paid",
            "Cormia pays nothing for the dam.",
            "factual",
            _d(11, "CT-"),
            **_CORMIA,
        ),
        _claim(
            "no-dam",
            "There is no dam at Orm.",
            "factual",
            _d(11),
            condition={"kind": "counterfactual", "antecedents": ["claim:not-paid"]},
        ),
        _claim("lapse", "The truce of Aldoria and Brevia lapses.", "predictive", _d(12, "Uu")),
        _claim(
            "ports-closed",
            "Brevia closes its ports to Aldoria.",
            "predictive",
            _d(12),
            condition={"kind": "conditional", "antecedents": ["claim:lapse"]},
        ),
        _claim(
            "open-records",
            "Aldoria ought to show Brevia the records of the dam.",
            "normative",
            _d(13),
            about=[TIE, "issue:dam-records"],
            judged="actor:aldoria",
        ),
        _claim(
            "closed-records",
            "Aldoria ought to keep the records of the dam to itself until Brevia pays.",
            "normative",
            _r(10),
            about=[TIE, "issue:dam-records"],
            judged="actor:aldoria",
        ),
        _claim(
            "commission",
            "Aldoria and Brevia ought to put the river under a commission.",
            "normative",
            _d(14),
            about=[TIE, "issue:lethra"],
            judged="actor:aldoria",
        ),
        _claim(
            "third",
            "Brevia ought to get a third of the river.",
            "normative",
            _r(11),
            about=[TIE, "issue:lethra"],
            judged="actor:aldoria",
        ),
        _claim("army", "The army of Brevia does not give way.", "interpretive", _d(15)),
        _claim("cabinet", "The cabinet of Brevia is weak.", "interpretive", _r(12)),
        _claim(
            "rivals",
            "Aldoria and Brevia are rivals and no enemies.",
            "definitional",
            _d(16, grounds=["event:truce"]),
        ),
        _claim("trade", "Aldoria and Brevia are partners in trade.", "definitional", _d(18)),
        _claim("hostile", "Aldoria and Brevia have become hostile.", "interpretive", _r(14)),
        _claim(
            "drought-ends",
            "The drought in the valley of the Lethra ends.",
            "predictive",
            _r(13, "Uu"),
            about=["issue:lethra"],
        ),
        _claim(
            "deep-ports",
            "Cormia has the deepest ports on the coast.",
            "factual",
            _d(17),
            themes=["economic"],
            **_CORMIA,
        ),
        *(
            _claim(slug, words, "factual", _r(n), about=["issue:lethra"], themes=["environment"])
            for n, slug, words in (
                (15, "losses", "The Lethra carries ever less water."),
                (16, "glaciers", "The glaciers above the Lethra grow smaller."),
                (17, "salt", "Salt spreads in the delta of the Lethra."),
                (18, "fish", "There are no fish left in the lower Lethra."),
            )
        ),
    ],
    "links": [
        _link("rivals", "claim:generals", "claim:scarcity", note="Why they are apart"),
        _link(
            "parallels",
            "claim:dam-harvest",
            "claim:reservoir",
            note="Both imply that the dam harmed farming in Brevia",
        ),
        _link("contradicts", "claim:open-records", "claim:closed-records"),
        _link("rivals", "claim:commission", "claim:third", codes=["frame/scarcity"]),
        _link("precedes", "event:dam", "event:truce", article=DOE),
        _link("precedes", "event:truce", "event:dam", article=ROE),
    ],
    "relations": [
        {
            "id": TIE,
            "parties": ["actor:aldoria", "actor:brevia"],
            "accounts": [
                {
                    "article": DOE,
                    "phases": [
                        _phase(
                            "2009/..",
                            "claim:rivals",
                            "event:truce",
                            character="rivalry",
                            denied=["war"],
                            trend="warming",
                            drivers=["actor:brevia"],
                        ),
                        _phase(
                            "2009/..", "claim:trade", character="partnership", themes=["economic"]
                        ),
                    ],
                    "factors": [
                        {
                            "kind": "constraint",
                            "label": "an unbending army",
                            "holder": "actor:brevia",
                            "grounds": ["claim:army"],
                        },
                        {
                            "kind": "dispute",
                            "label": "the water of the river",
                            "object": ["issue:lethra"],
                            "codes": ["frame/interest"],
                            "grounds": ["claim:quarrel"],
                        },
                    ],
                },
                {
                    "article": ROE,
                    "phases": [
                        _phase(
                            "2012/..",
                            "claim:hostile",
                            "claim:dry-summers",
                            character="hostility",
                            trend="cooling",
                        ),
                        _phase("1990/..", "claim:quarrel", denied=["war"]),
                    ],
                    "factors": [
                        {
                            "kind": "constraint",
                            "label": "an unsteady cabinet",
                            "holder": "actor:brevia",
                            "grounds": ["claim:cabinet"],
                        }
                    ],
                },
            ],
        }
    ],
}


@cache
def lethra() -> Dataset:
    """The dataset, sealed against its texts."""
    sealed = detente.seal(json.dumps(DRAFT).encode(), list(TEXTS.values()))
    assert sealed.dataset is not None, sealed.report
    return sealed.dataset


def compared(**options: Any) -> Comparison:
    """Its two articles side by side."""
    return detente.compare(lethra(), **options)

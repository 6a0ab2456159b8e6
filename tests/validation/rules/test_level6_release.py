"""Level 6: fit to publish."""

import json

import pytest

import detente
from tests.sample import DATA, TEXTS, codes_after
from tests.sealing import DOUBLED, OTHER, SEALED


def test_a_value_that_no_vocabulary_has_is_not_unused() -> None:
    assert "D604" in codes_after('dataset:sample/unused/0 = "actor_kind/republic"', strict=True)


def test_prose_in_extensions_is_prose() -> None:
    prose = "In August 1905 Norway voted to leave the union with Sweden"
    ext = {"a.b/c": [{"d": prose}, 5]}

    assert "D601" in codes_after(f"claim:lesson/ext = {json.dumps(ext)}", texts=TEXTS)


def test_unused_values_are_one_finding_with_a_fix() -> None:
    found = [d for d in detente.validate(DATA, strict=True) if d.code == "D603"]

    assert len(found) == 1
    (operation,) = found[0].fix
    fixed = json.loads(DATA)
    assert operation["path"] == "/dataset/unused"
    fixed["dataset"]["unused"] = operation["value"]
    again = detente.validate(json.dumps(fixed).encode(), strict=True)
    assert {d.code for d in again} == {"D606"}  # the sample has no anchors


def test_prose_is_found_in_whatever_copy_is_at_hand() -> None:
    document = json.loads(SEALED)
    document["claims"][4]["note"] = "In August 1905 Norway voted to leave the union with Sweden."

    for texts in (TEXTS, DOUBLED, {**TEXTS, "union.txt": OTHER}):
        report = detente.validate(json.dumps(document).encode(), texts=texts)
        assert "D601" in {d.code for d in report}


def test_long_names_and_titles_are_no_prose() -> None:
    name = "Treaty between Norway and Sweden on the Peaceful Settlement of All Disputes"
    text = f"{name}\n\nThey signed it."
    document = json.loads(SEALED)
    for of, code in (("title", set()), ("name", set()), ("note", {"D601"})):
        made = json.loads(json.dumps(document))
        if of == "name":
            made["actors"][0]["names"].append({"text": name, "kind": "alias"})
        else:
            made["articles"][1][of] = name
        found = detente.validate(
            json.dumps(made).encode(),
            texts={"union.txt": TEXTS["union.txt"], "article:later": text},
        )
        assert {d.code for d in found} & {"D601"} == code


COPIES = [
    # as long as eight words, or shorter
    ("विदेश मंत्री ने कहा कि समझौता जल्द होगा", ["error"]),
    ("भारत के विदेश मंत्री वादा करते हैं", []),
    ("外交部发言人表示欢迎俄罗斯联邦政府", ["warning"]),
    ("外交部发言人表示欢迎俄罗斯", []),
    ("외무성 대변인은 오늘 아침 새로운 협정을 환영한다고 짧게 말했다", ["error"]),
    ("รัฐมนตรีต่างประเทศกล่าวว่าข้อตกลง", ["warning"]),
    ("รัฐมนตรีต่างประเทศ", []),
    ("Tokyo said 外務大臣は新しい合意を歓", ["warning"]),
    ("Tokyo said 外務大臣", []),
]


@pytest.mark.parametrize(("words", "severities"), COPIES)
def test_a_copy_is_as_long_as_eight_words_in_any_script(words: str, severities: list[str]) -> None:
    text = (
        "भारत के विदेश मंत्री ने कहा कि समझौता जल्द होगा। "
        "中国外交部发言人表示欢迎俄罗斯联邦政府的决定。 "
        "외무성 대변인은 오늘 아침 새로운 협정을 환영한다고 짧게 말했다. "
        "รัฐมนตรีต่างประเทศกล่าวว่าข้อตกลงจะเสร็จเร็ว "
        "But Tokyo said 外務大臣は新しい合意を歓迎した。"
    )
    document = json.loads(SEALED)
    document["claims"][4]["note"] = words
    found = [
        d.severity
        for d in detente.validate(
            json.dumps(document).encode(),
            texts={"union.txt": TEXTS["union.txt"], "article:later": text},
        )
        if d.code == "D601"
    ]

    assert found == severities


TIBETAN = "ནོར་ཝེ་གཞུང་གིས་གྲོས་མཐུན་གསར་པ་ལ་དགའ་བསུ་ཞུས།"
JAVANESE = "ꦥꦩꦺ ꦫꦶꦤ꧀ꦠ ꦤꦺꦴꦂꦮꦺ ꦩꦸꦗꦶ ꦥꦿꦗꦚ꧀ꦗꦶ ꦲꦚꦂ ꦲꦶꦏꦶ ꦱꦭꦮꦱꦺ"
VIETNAMESE = "Bộ ngoại giao hoan nghênh thỏa thuận mới"


@pytest.mark.parametrize(
    ("language", "words", "severities"),
    [
        ("bo", TIBETAN, ["warning"]),
        ("jv", JAVANESE, ["warning"]),
        ("vi", VIETNAMESE, ["warning"]),
        ("vi-VN", VIETNAMESE, ["warning"]),
        ("fr", VIETNAMESE, ["error"]),
        ("ar", "قالت وزارة الخارجية إنها ترحب بالاتفاق الجديد اليوم", ["error"]),
        ("el", "Το υπουργείο λέει ότι δέχεται τη νέα συμφωνία", ["error"]),
        ("en", "In 1905 some 200,000 ½ ｎew ªnd ２nd", ["error"]),
    ],
)
def test_where_not_words_but_syllables_may_stand_apart_a_copy_is_a_warning(
    language: str, words: str, severities: list[str]
) -> None:
    document = json.loads(SEALED)
    document["claims"][4]["note"] = words
    document["articles"][1]["language"] = language
    report = detente.validate(
        json.dumps(document).encode(),
        texts={"union.txt": TEXTS["union.txt"], "article:later": f"Then: {words}"},
    )
    found = [d for d in report if d.code == "D601"]

    assert [d.severity for d in found] == severities
    assert ["syllables or words" in d.message for d in found] == [severities == ["warning"]]


def test_a_long_title_in_a_script_without_spaces_is_no_prose() -> None:
    title = "外交部发言人表示欢迎俄罗斯联邦政府的决定"
    document = json.loads(SEALED)
    for title_of, code in ((title, set()), ("社论", {"D601"})):
        document["articles"][1]["title"] = title_of
        document["claims"][4]["note"] = title
        report = detente.validate(
            json.dumps(document).encode(),
            texts={"union.txt": TEXTS["union.txt"], "article:later": f"{title}\n再说。"},
        )
        assert {d.code for d in report} & {"D601"} == code


def test_a_release_with_anchors_and_without_quotes_is_fit() -> None:
    document = json.loads(SEALED)
    document["claims"][4]["note"] = "A remark."
    document["claims"][4]["ext"] = {"example.org/lists": [{"score": 3}, "some text"]}

    found = {d.code for d in detente.validate(json.dumps(document).encode(), strict=True)}
    assert not found & {"D606", "D607"}


HEADLINE = "Treaty between Norway and Sweden on the Peaceful Settlement of All Disputes"
ADDRESS = f"https://example.org/{HEADLINE.replace(' ', '-').lower()}"


def copied(headline: str, **fields: object) -> list[str]:
    """Where words are found copied if the text begins with a headline, after some fields are set."""
    document = json.loads(SEALED)
    document["articles"][1] |= fields
    report = detente.validate(
        json.dumps(document).encode(),
        texts={
            "union.txt": TEXTS["union.txt"],
            "article:later": f"{headline}\n\nThey signed it.",
        },
    )
    return [d.path or "" for d in report if d.code == "D601"]


def test_addresses_are_no_prose() -> None:
    reference = {"title": "The treaty", "url": ADDRESS}

    assert copied(HEADLINE, url=ADDRESS, references=[reference]) == []
    assert copied(HEADLINE, note=f"See {ADDRESS}.") == ["/articles/1/note"]


def test_a_reference_with_the_title_of_the_article_is_no_prose() -> None:
    reference = {"title": HEADLINE}

    for headline in (HEADLINE, HEADLINE.upper()):
        assert copied(headline, title=HEADLINE, references=[reference]) == []
    assert copied(HEADLINE, references=[reference]) == ["/articles/1/references/0/title"]


def test_a_long_passage_as_a_title_stays_prose() -> None:
    passage = " ".join(f"w{n}" for n in range(45))

    assert copied(passage, title=passage) == ["/articles/1/title"]

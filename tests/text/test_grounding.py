"""Grounding: what was copied is found again, what says something else is not.

All sentences and countries are invented.
"""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import detente
from detente.text.grounding import Grounding, GroundingStatus, ground
from detente.text.grounding import ellipses as elliptic
from detente.text.grounding import strategies as ladder
from detente.text.grounding.characters import same_letters
from detente.text.grounding.word_boundaries import word_around
from detente.text.profiles import canonical

EXACT, REFORMATTED, AMBIGUOUS, ABSENT = GroundingStatus

# --- what is never bridged ----------------------------------------------------------------------

NOT_THERE = [
    # negation
    ("Averland would respond", "Averland would not respond"),
    ("Averland would not respond", "Averland would respond"),
    ("entry is permitted", "entry is not permitted"),
    ("entry is not permitted", "entry is permitted"),
    ("not permitted", "is permitted"),
    ("is permitted", "not permitted"),
    ("they can sign", "they can't sign"),
    ("they can", "they can't sign"),
    ("They can", "THEY CAN'T SIGN"),
    ("the envoys do", "the envoys don’t agree"),
    ("they can", "they cannot sign"),
    ("they can't sign", "they cant sign"),
    ("they cant sign", "they can’t sign"),
    ("legal under the treaty", "illegal under the treaty"),
    ("legal under the treaty", "il-\nlegal under the treaty"),
    ("able to pay", "un\u00adable to pay"),
    ("stable rule", "an unstable rule"),
    ("proliferation is the aim", "non-proliferation is the aim"),
    ("proliferation is the aim", "non-\nproliferation is the aim"),
    ("aligned states met", "the un-aligned states met"),
    ("Tessian crowds", "anti-Tessian crowds"),
    ("president of Tessia", "the ex-president of Tessia"),
    ("fly zone", "a no-fly zone"),
    ("weapon states", "the non-nuclear-weapon states"),
    ("a nuclear", "a nuclear-free strait"),
    ("a no-confidence vote", "a no—confidence vote"),
    ("Averland … left the pact", "Averland never left the pact"),
    ("Averland [...] respond", "Averland would not respond"),
    ("Tessia … the tariff", "Tessia denies the tariff"),
    ("Tessia (…) to pay", "Tessia refused to pay"),
    ("Tessia ... to pay", "Tessia failed to pay"),
    ("both sides … the terms", "both sides rejected the terms"),
    ("It is … that they met", "It is unlikely that they met"),
    ("They … met", "They hardly ever met"),
    ("They … agreed", "They haven't agreed"),
    ("The … president", "The former president"),
    ("ils … partis", "ils ne sont pas partis"),
    ("他们…同意", "他们不同意"),
    ("Pardon, impossible to be sent home", "Pardon impossible, to be sent home"),
    # modality, conditions, hedges
    ("Tessia will respond", "Tessia may respond"),
    ("Tessia must respond", "Tessia might respond"),
    ("Tessia … respond", "Tessia might respond"),
    ("Tessia … respond", "Tessia, they’ll say, does respond"),
    ("Tessia … attacked", "Tessia has reportedly attacked"),
    ("Tessia leaves … Corvane stays", "Tessia leaves if Corvane stays"),
    ("Tessia leaves … Corvane stays", "Tessia leaves unless Corvane stays"),
    ("Averland … broke the truce", "Averland allegedly broke the truce"),
    ("Will they agree.", "Will they agree?"),
    ("They will agree.", "They will agree?"),
    ("They will agree?", "They will agree."),
    ("Averland will respond.", "Averland will respond only if attacked."),
    # numbers
    ("$14 billion in 2023", "$4 billion in 2023"),
    ("$4 billion in 2023", "$14 billion in 2023"),
    ("4 billion in 2023", "$14 billion in 2023"),
    ("14 billion in 2023", "$14 billion in 2023"),
    ("rose by 15 percent", "rose by 1.5 percent"),
    ("rose by 1.5 percent", "rose by 15 percent"),
    ("it was 5 degrees", "it was -5 degrees"),
    ("5 degrees", "it was -5 degrees"),
    ("-5 degrees", "it was 5 degrees"),
    ("-5 degrees", "the scale of 3-5 degrees"),
    ("fell to 3 - 5 degrees", "fell to 3 -5 degrees"),
    ("some 10,000 men", "some 10.000 men"),
    ("some 10000 men", "some 10,000 men"),
    ("in 10, 000 homes", "in 10,000 homes"),
    ("the winter of 201415", "the winter of 2014-15"),
    ("15 ships", "between 10-15 ships"),
    ("000 ships", "some 10\u202f000 ships"),
    ("five ships", "twenty-five ships"),
    ("a majority of two", "a majority of two-thirds"),
    ("paid 5 million", "paid 51 million"),
    ("paid 12 of it", "paid ½ of it"),
    ("10² men", "102 men"),
    ("some 100", "some 100+ men"),
    ("at 10:30", "at 10.30"),
    ("it was -5 degrees", "it was —5 degrees"),
    ("-5 degrees", "it was —5 degrees"),
    ("—5 degrees", "it was -5 degrees"),
    ("paid $14 … in 2023", "paid $14 billion in 2023"),
    # currency and percent
    ("paid $5 million", "paid €5 million"),
    ("paid 5 million", "paid $5 million"),
    ("paid $5 million", "paid 5 million"),
    ("$5 million", "€5 million"),
    ("$5 million", "5 million"),
    ("5 million", "€ 5 million"),
    ("$5 million", "paid A$5 million"),
    ("a rise of 5", "a rise of 5%"),
    ("a rise of 5%", "a rise of 5 in all"),
    ("a rise of 5% in May", "a rise of 5 in May"),
    ("-$5 million", "a gain of $5 million"),
    ("$5 million", "a loss of -$5 million"),
    ("a loss of -$5 million", "a loss of $5 million"),
    ("a loss of — $5 million", "a loss of -$5 million"),
    (".5 percent", "rose 5 percent"),
    ("5 percent", "rose .5 percent"),
    # words joined and split
    ("we’re sure", "were sure"),
    ("were sure", "we’re sure"),
    ("hell sign", "he’ll sign"),
    ("he'll sign", "hell sign"),
    ("to resign the pact", "to re-sign the pact"),
    ("to re-sign the pact", "to resign the pact"),
    ("a man eating shark", "a man-eating shark"),
    ("no table", "notable"),
    ("the OstbyVestby line", "the Ostby-\nVestby line"),
    ("nowhere", "now here"),
    # names and case
    ("it left us alone", "it left US alone"),
    ("left US alone", "left us alone"),
    ("in the U.S. camp", "in the us camp"),
    ("US troops leave", "U.S. troops leave"),
    ("Talks end in may", "Talks end in May"),
    ("May talks fail", "may talks fail"),
    ("TALKS END IN MAY", "Talks end in May"),
    ("polish up the pact", "Polish up the pact"),
    ("who is to blame", "WHO is to blame"),
    ("Who Is To Blame Now", "WHO IS TO BLAME NOW"),
    ("they said it failed", "they said IT failed"),
    ("they ate turkey", "they ate Turkey"),
    ("the allies agreed to it", "the Allies agreed to it"),
    ("NORWAY would respond", "Norway would respond"),
    ("the minister, mr Tam", "the minister, Mr Tam"),
    ("the Ostby summit", "the OSTBY summit"),
    ("us envoys", "US\nenvoys left"),
    # marks that make another letter or another word
    ("йод", "иод"),
    ("سأل", "سال"),
    ("آن", "ان"),
    ("كَتَبَ", "كُتِبَ"),
    ("كَتب", "كتُب"),
    ("замо́к стоит", "за́мок стоит"),
    ("звезды́ горят", "звёзды горят"),
    ("שָלום", "שלוֹם"),
    # Greek accents, but in capitals
    ("το κρατος", "το κράτος"),
    ("νόμος του", "νομός του"),
    ("ΝΌΜΟΣ ΤΟΥ", "νομός του"),
    ("Η ΕΙΡΗΝΗ", "ή ειρήνη"),
    ("ο πού είπε", "ο ΠΟΥ είπε"),
    ("CAFE NOIR", "café noir"),
    ("ΜΑΪΟΣ ΕΔΩ", "μαιός εδώ"),
    ("שָׁלוֹם", "שִׁלּוּם"),
    ("한국", "한극"),
    ("है", "ह"),
    ("Petain spoke", "Pétain spoke"),
    ("Averland met Corvane", "Averland met Tessia"),
    ("resume talks", "résumé talks"),
    # a quote that grew or shrank
    ("Tessia is bound to leave the union", "Tessia is"),
    ("Tessia is bound", "Tessia is not bound"),
    ("the sea lanes stay open", "the sea lanes"),
    ("Tessia is", "Tessians"),
    ("he", "the ether"),
    ("Tessia (still) holds", "Tessia holds"),
    ("Tessia holds", "Tessia (still) holds"),
    ("It rains. It pours", "It rains, it pours"),
    # parts
    ("Averland left … Tessia stayed", "Tessia stayed. Averland left."),
    ("Averland left … Tessia stayed", "Averland left.\n\nTessia stayed."),
    ("Averland left … Corvane stayed", "Averland left. Tessia stayed."),
    ("they can … sign", "they can't all sign"),
    # hedges
    ("It is … right", "It is very largely right"),
    ("It killed … 500 men", "It killed an estimated 500 men"),
    ("It is … a peace plan", "It is a so-called peace plan"),
    ("It hit … 500 homes", "It hit about 500 homes"),
    ("It will cost … $5 million", "It will cost up to $5 million"),
    ("The envoy … left", "The envoy, according to Tessia, left"),
    ("Averland … Tessia", "Averland" + " and so on" * 60 + " Tessia"),
    # nothing to look for
    ("", "Tessia"),
    (" \n", "Tessia \n"),
    ("…", "Tessia … left"),
    ("“!?”", "Tessia “!?”"),
]


@pytest.mark.parametrize(("quote", "words"), NOT_THERE)
def test_a_difference_of_meaning_is_never_bridged(quote: str, words: str) -> None:
    for text in (words, f"The paper said this. {words}" if words[0].isupper() else f"So {words}"):
        found = ground(quote, text)

        assert found.status is ABSENT, found
        assert found.spans == ()
        assert found.span is None
        assert found.reason


# --- what is found again ------------------------------------------------------------------------

THERE = [
    # as it is
    ("would not respond", "Averland ", "would not respond", " at all."),
    ("Tessia", "The talks ended. ", "Tessia", "’s envoys left."),
    ("he", "The ether says ", "he", " left."),
    ("5", "It fell to -5, then rose by ", "5", " points."),
    ("$14 billion in 2023", "It paid $4 billion in 2022 and ", "$14 billion in 2023", "."),
    ("Tessia … left", "“", "Tessia … left", "”, it said."),
    ("2014-15", "in the winter of ", "2014-15", ""),
    ("同意", "他们", "同意", "了。"),
    ("led", "a Tessian-", "led", " pact"),
    # whitespace and line breaks
    ("left  the\tpact", "They ", "left the pact", "."),
    ("left the pact", "They ", "left\nthe  pact", "."),
    ("left the pact", "They ", "left\u00a0the\u2009pact", "."),
    (" left the pact ", "They ", "left the pact", "."),
    ("left\r\nthe pact", "They ", "left the pact", "."),
    ("他们 同意", "", "他们同意", "。"),
    ("U. S. fleet", "the ", "U.S. fleet", ""),
    ("rose 5 %", "It ", "rose 5%", " in all"),
    ("some 10 000 men", "", "some 10\u202f000 men", ""),
    # quotation marks
    ('a "just" peace', "", "a “just” peace", " it was"),
    ("a 'just' peace", "", "a «just» peace", " it was"),
    ("a just peace", "", "a “just” peace", " it was"),
    ("Tessia's aim", "", "Tessia’s aim", " was clear"),
    ("they can't go", "", "they can’t go", "."),
    ('"They left."', "He said: ", "They left.", " He lied."),
    ('They left."', "He said: “", "They left.”", ""),
    ("They left.”", "He said: “", "They left”", ". So"),
    # dashes
    ("peace - at last", "", "peace — at last", "."),
    ("peace -- at last", "", "peace – at last", "."),
    ("peace-at last", "", "peace—at last", "."),
    ("what they would - or not", "", "what they would — or not", ""),
    ("1905-1910", "from ", "1905–1910", ""),
    ("a Tessian-Averlander pact", "", "a Tessian–Averlander pact", ""),
    ("-5 degrees", "it was ", "−5 degrees", ""),
    # soft hyphens, hyphenation, ligatures, forms
    ("the treaty holds", "", "the trea\u00adty holds", ""),
    ("the trea\u00adty holds", "", "the treaty holds", ""),
    ("the treaty holds", "", "the trea-\nty holds", ""),
    ("the treaty holds", "", "the trea\u00ad\n  ty holds", ""),
    ("the trea-\nty holds", "", "the treaty holds", ""),
    ("non-proliferation", "the ", "non-\nproliferation", " pact"),
    ("a missile", "", "a mis\u00adsile", ""),
    ("the final office", "", "the ﬁnal oﬃce", ""),
    ("the TREATY holds", "", "the TREA-\nTY holds", ""),
    ("the ﬁnal office", "", "the final office", ""),
    ("Cafe\u0301 talks", "", "Café talks", ""),
    ("\ufeffThey left", "", "They left", ""),
    ("They left", "", "They \u200eleft", ""),
    ("1905", "in ", "１９０５", ""),
    ("wait… what", "", "wait... what", ""),
    ("a letter x\u0302 here", "", "a letter x\u0302 here", ""),
    ("the  letter x\u0302", "", "the letter x\u0302", " here"),
    ("pro- and  anti-war", "", "pro- and anti-war", " votes"),
    ("pro- and anti-war", "", "pro— and anti-war", " votes"),
    ("pro— and anti-war", "", "pro–\nand anti-war", " votes"),
    ("two  x", "", "two\nx", "\n\n\n"),
    # case
    ("Envoys leave Tessia", "", "ENVOYS LEAVE TESSIA", "\nThey did."),
    ("ENVOYS LEAVE TESSIA", "", "Envoys leave Tessia", "\nThey did."),
    ("US envoys leave Tessia", "", "US ENVOYS LEAVE TESSIA", "\nThey did."),
    ("Tessia", "ENVOYS LEAVE ", "TESSIA", "\nAnd so on."),
    ("Envoys leave after long talks", "", "Envoys Leave After Long Talks", ""),
    ("envoys leave averland", "", "Envoys leave Averland", ""),
    ("the envoys left", "", "The envoys left", "."),
    ("The envoys left", "In May ", "the envoys left", "."),
    ("he left", "The talks ended. ", "He left", "."),
    ("Midway", "", "MIDWAY", "\nThe talks stopped."),
    ("Midway through the talks", "", "MIDWAY through the talks", " both left."),
    ("Midway through the talks", "OSTBY — ", "MIDWAY THROUGH the talks", " both left."),
    ("Ostby", "They left.\n“", "OSTBY", "”, 5 May. The talks stopped."),
    # optional marks
    ("قالت وزارة", "", "قَالَتْ وِزَارَةُ", " الخارجية"),
    ("قَالَتْ وِزَارَةُ", "", "قالت وزارة", " الخارجية"),
    ("قالت الوزارة", "", "قـالـت الوزارة", ""),
    ("قـال", "", "قالـ", " هو"),
    ("كتّب", "هو ", "كَتَّبَ", ""),
    ("שלום לכולם", "", "שָׁלוֹם לכולם", ""),
    ("еще один раунд", "", "ещё один раунд", ""),
    ("ВСЕ РАУНДЫ ПРОШЛИ", "", "всё раунды прошли", ""),
    ("Ещё раунд", "", "ЕЩЕ раунд", " был"),
    ("замок стоит", "", "за́мок стоит", ""),
    ("все замки́ тут", "", "всё замки тут", ""),
    # Greek in capitals
    ("Το Κράτος είπε", "", "ΤΟ ΚΡΑΤΟΣ ΕΙΠΕ", ""),
    ("ΤΟ ΚΡΑΤΟΣ ΕΙΠΕ", "", "Το Κράτος είπε", " ναι"),
    ("Ο Μάιος και η νεράιδα", "", "Ο ΜΑΪΟΣ ΚΑΙ Η ΝΕΡΑΪΔΑ", ""),
    ("ΑΝΘΡΩΠΟΣ ΗΝ", "ὁ ", "ἄνθρωπος ἦν", ""),
    ("Το Κράτος", "", "ΤΟ ΚΡΑΤΟΣ", " είπε χθες ότι δέχεται"),
    ("Ή ΤΟ ΚΡΑΤΟΣ", "", "ή το κράτος", ""),
    # the edges
    ("They left.", "", "They left", ", and so did we"),
    ("They left,", "", "They left", "."),
    ("They left.", "", "They left", "\n\nSo"),
    ("They left", "", "They left", "?"),
    ("They left?", "", "They left?", ""),
    ("They left ?", "", "They left?", ""),
    ("(they left)", "so ", "they left", "."),
    ("— they left", "so ", "they left", "."),
    ("…they left…", "so ", "they left", " at noon"),
    ("…they left…", "so ", "they left", "."),
    ("…they left…", "so ", "...they left...", " at noon"),
    ("...they left...", "so ", "… they left …", " at noon"),
    ("they left...", "so ", "they left", ". And"),
    ("-5 men", "of ", "–5 men", ""),
    ("-$5 more", "lost ", "−$5 more", ""),
    ("lost -$5 more", "", "lost −$5 more", ""),
    ("—they left", "so ", "--they left", ""),
    ("--they left", "so ", "—they left", ""),
    (", 5 men left", "so ", "5 men left", ""),
    ("the 'x'‘y' case", "", 'the ‘x’"y“ case', ""),
    ("peace (at last), -- he said", "", "peace (at last),— he said", ""),
    ("—5 men", "so ", "5 men", " left"),
    (", they left", "so ", "they left", " at noon"),
    ("**they left**", "so ", "they left", " at noon"),
]


@pytest.mark.parametrize(("quote", "before", "words", "after"), THERE)
def test_what_was_copied_is_found_in_its_place(
    quote: str, before: str, words: str, after: str
) -> None:
    text = before + words + after
    found = ground(quote, text)

    assert found.span == (len(before), len(before + words)), found
    assert found.spans == (found.span,)
    assert found.candidates == ()
    assert found.status is (EXACT if quote == words else REFORMATTED)
    assert bool(found.reason) is (found.status is REFORMATTED)


PARTS = [
    ("Averland … left the pact", "*Averland*, in 1905, *left the pact*."),
    ("Averland [...] left ... in May", "*Averland* (and Tessia) *left* the pact *in May*."),
    ("Averland (. . .) left", "*Averland* paid $5 million and *left*."),
    ("Averland left…. Tessia stayed", "*Averland left* at noon. *Tessia stayed*."),
    ("… Averland … left …", "So *Averland* itself *left* it."),
    ("averland met … the  “pact”", "*Averland met* Corvane over *the ‘pact’*."),
    ("Averland … left", "*Averland* on 5 May *left*."),
    ("Averland … left", "*Averland* in May *left*."),
    ("wait… Averland … left", "*wait*... *Averland* then *left*."),
    ("the envoy … left", "The envoy slept.\n\n*The envoy* then *left*.\n\nthe envoy stayed."),
    ("a b … c d", "*a b* *c d*"),
    ("they … left", "*they*, counterrevolutionaries, *left*."),
    ("[…] they … left […]", "So *they* all *left*."),
    ("They paid 5 … and left", "*They paid 5* men *and left*."),
]


@pytest.mark.parametrize(("quote", "marked"), PARTS)
def test_parts_are_found_in_order(quote: str, marked: str) -> None:
    text = marked.replace("*", "")
    found = ground(quote, text, language="en-GB")

    assert [text[slice(*piece)] for piece in found.spans] == re.findall(r"\*(.*?)\*", marked), found
    assert found.status is REFORMATTED
    assert found.span is None
    assert "parts" in found.reason


NEGATED = [
    ("ar", "قالت موسكو إنها لن تسلم الصواريخ.", "إنها … تسلم"),
    ("cs", "Praha prý není stranou války.", "Praha prý … stranou války"),
    ("de", "Bonn liefert keinerlei Waffen.", "Bonn liefert … Waffen"),
    ("el", "Η Αθήνα δεν θα παραδώσει πυραύλους.", "Η Αθήνα … θα παραδώσει"),
    ("en", "Moscow will not deliver missiles.", "Moscow will … deliver"),
    ("fa", "تهران گفت که موشک تحویل نخواهد داد.", "تحویل … داد"),
    ("fi", "Helsinki ei aio toimittaa ohjuksia.", "Helsinki … aio toimittaa"),
    ("he", "מוסקבה הודיעה כי היא לא תספק.", "כי היא … תספק"),
    ("hi", "दिल्ली ने कहा कि वह मिसाइल नहीं देगी।", "वह मिसाइल … देगी"),
    ("hu", "Budapest nem szállít rakétákat.", "Budapest … szállít"),
    ("id", "Jakarta tidak akan mengirim rudal.", "Jakarta … akan mengirim"),
    ("ja", "日本は武器を送らずに待つ。", "日本は武器を送ら…に待つ"),
    ("ko", "한국은 미사일을 안 준다고 했다.", "미사일을 … 준다고"),
    ("ro", "Bucureștiul nu va livra rachete.", "Bucureștiul … va livra"),
    ("ru", "Москва никому ракет поставит.", "Москва … ракет поставит"),
    ("th", "ไทยห้ามส่งอาวุธ", "ไทย…ส่งอาวุธ"),
    ("tr", "Ankara füze teslim etmeyecek dedi.", "Ankara füze … dedi"),
    ("uk", "Київ не поставить ракети.", "Київ … поставить"),
    ("ur", "ماسکو میزائل نہیں دے گا۔", "میزائل … دے"),
    ("vi", "Hà Nội nói sẽ không giao tên lửa.", "nói sẽ … giao tên lửa"),
    ("zh", "中方表示没有提供导弹。", "中方表示…提供导弹"),
    ("zh", "请勿提供导弹。", "请…提供导弹"),
    ("da", "København findes ingensteds raketter.", "København findes … raketter"),
    ("de", "Berlin wird keinesfalls Raketen liefern.", "Berlin wird … Raketen liefern"),
    ("de", "Berlin liefert nirgendwo Raketen.", "Berlin liefert … Raketen"),
    ("en", "Moscow declined to send missiles.", "Moscow … send missiles"),
    ("en", "Moscow dont send missiles.", "Moscow … send missiles"),
    ("en", "Moscow is far from sending missiles.", "Moscow is … sending missiles"),
    ("en", "Moscow was unwilling to send missiles.", "Moscow was … send missiles"),
    ("it", "Roma nient'altro firma.", "Roma … firma"),
    ("ja", "日本は送らなさそうだ。", "日本は送ら…そうだ"),
    ("ja", "日本は送らねばよい。", "日本は送ら…よい"),
    ("ko", "한국은 미사일을 주지 말아야 한다고 했다.", "미사일을 주지 … 한다고"),
    ("ko", "한국은 줄지 모른다고 했다.", "줄지 … 했다"),
    ("nl", "Den Haag levert geenszins raketten.", "Den Haag levert … raketten"),
    ("no", "Oslo sender ei våpen.", "Oslo sender … våpen"),
    ("pt", "Lisboa envia nenhumas armas.", "Lisboa envia … armas"),
    ("ru", "Москва отнюдь поставит ракеты.", "Москва … поставит"),
    ("ru", "Москва никоим образом поставит.", "Москва … поставит"),
    ("sv", "Stockholm skickar ingenstans vapen.", "Stockholm skickar … vapen"),
    ("th", "ไทยมิส่งอาวุธ", "ไทย…ส่งอาวุธ"),
    ("zh", "请甭提供导弹。", "请…提供导弹"),
]


@pytest.mark.parametrize(("language", "text", "quote"), NEGATED)
def test_no_ellipsis_drops_a_negation_in_any_language(language: str, text: str, quote: str) -> None:
    for told in (language, f"{language.upper()}-x-test", None, "und"):
        found = ground(quote, text, language=told)
        assert found.status is ABSENT, found
        assert "may not be left out" in found.reason


def test_words_may_be_left_out_where_the_negations_are_known() -> None:
    for language, text, quote in (
        ("de_AT", "Bonn liefert heute Waffen.", "Bonn … Waffen"),
        ("nb", "Oslo sender i dag våpen.", "Oslo … våpen"),
        ("ru", "Москва вчера (NATO) поставила ракеты.", "Москва … поставила"),
    ):
        assert ground(quote, text, language=language).status is REFORMATTED
        assert ground(quote, text).status is ABSENT
    for language in ("ja", "en", None):
        assert ground("日本は…送る", "日本は武器を送る", language=language).status is REFORMATTED


def test_without_a_language_english_is_known_by_its_common_words_in_each_paragraph() -> None:
    english = "Averland left the pact after the talks, and Tessia stayed in it."
    hungarian = "Budapest ma rakétákat szállít."

    assert ground("left … and Tessia", english).status is REFORMATTED
    assert ground("left … and Tessia", english, language="hu").status is ABSENT
    for text in (f"{english}\n\n{hungarian}", f"{hungarian}\n\n{english}"):
        assert ground("left … and Tessia", text).status is REFORMATTED
        found = ground("Budapest … szállít", text)
        assert found.status is ABSENT
        assert 'leaves out "ma"' in found.reason
        assert "name the language" in found.reason
        # Another script in an English text is another language.
    assert ground("the … left", "the envoy (посол) and she left", language="en").status is ABSENT


def test_a_context_may_leave_out_what_a_quote_may_not() -> None:
    text = "Budapest ma rakétákat szállít. It is very largely right."

    assert ground("rakétákat", text, context="Budapest … szállít").status is EXACT
    assert ground("right", text, context="It is … right").status is EXACT


def test_words_as_they_are_come_before_those_with_optional_marks() -> None:
    assert ground("все раунды", "Все раунды. И всё раунды.").span == (0, 10)
    assert ground("Ostby  left", "OSTBY left. Then Ostby left.").span == (17, 27)
    assert ground("قال ،هو", "قـال هو، قال هو").status is ABSENT
    assert ground("قال  هو", "قـال هو، قال هو").span == (9, 15)


@given(st.text("етЕТ\u0308\u0301", max_size=6), st.text("етЕТ\u0308\u0301", max_size=6))
def test_one_side_of_a_word_has_the_optional_marks_of_the_other(one: str, two: str) -> None:
    """By another way, with the place of each mark."""

    def letters(text: str) -> list[tuple[str, frozenset[str], str]]:
        clusters = re.findall("(.)([\u0308\u0301]*)", unicodedata.normalize("NFD", text), re.DOTALL)
        return [_split(*cluster) for cluster in clusters]

    def _split(base: str, marks: str) -> tuple[str, frozenset[str], str]:
        first = {"е": "\u0308\u0301", "Е": "\u0308\u0301"}.get(base, "")
        optional = marks[:1] if marks[:1] and marks[0] in first else ""
        return base, frozenset(optional), marks[len(optional) :]

    mine, theirs = letters(one), letters(two)
    bare = [[(base, rest) for base, _, rest in word] for word in (mine, theirs)]
    marks = [
        {(at, mark) for at, (_, optional, _) in enumerate(word) for mark in optional}
        for word in (mine, theirs)
    ]
    same = bare[0] == bare[1] and (marks[0] <= marks[1] or marks[1] <= marks[0])
    nfd = [unicodedata.normalize("NFD", text) for text in (one, two)]
    assert same_letters(*nfd) is same


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(NOT_THERE) >= 60
    assert len(THERE) >= 40
    assert len(set(NOT_THERE)) == len(NOT_THERE)


# --- several places -----------------------------------------------------------------------------

TEXT = "Tessia paid. Averland left.\nTessia stayed; Averland paid. Corvane met Tessia."


def test_all_places_are_candidates() -> None:
    found = ground("Tessia", TEXT)

    assert found.status is AMBIGUOUS
    assert found.span is None
    assert [TEXT[s:e] for ((s, e),) in found.candidates] == ["Tessia"] * 3
    assert "3 times" in found.reason


def test_reformatted_places_are_candidates_too() -> None:
    found = ground("the  pact", "the pact, the pact")

    assert found.status is AMBIGUOUS
    assert found.candidates == (((0, 8),), ((10, 18),))


def test_an_exact_place_comes_before_a_reformatted_one() -> None:
    assert ground("the envoys", "The envoys met the envoys").span == (15, 25)
    assert ground("the  envoys", "the envoys met the envoys").status is AMBIGUOUS
    assert ground("a b", "a  b, a b").span == (6, 9)


def test_all_ways_to_take_the_parts_are_candidates() -> None:
    text = "Tessia met Averland. Tessia left Averland."
    found = ground("Tessia … Averland", text, language="en")

    assert found.status is AMBIGUOUS
    assert found.candidates == (
        ((0, 6), (11, 19)),
        ((0, 6), (33, 41)),
        ((21, 27), (33, 41)),
    )


def test_what_is_near_is_a_hint() -> None:
    found = ground("it left us alone", "it left US alone")
    assert found == Grounding(ABSENT, (), (((0, 16),),), found.reason)
    assert found.reason == 'is not in the text; it occurs as "US", not as "us"'
    found = ground("They can", "They can't go")
    assert found.candidates == (((0, 8),),)
    assert "can't" in found.reason
    assert ground("zzz", TEXT) == Grounding(ABSENT, reason="is not in the text")
    assert "not" in ground("He … left", "He had not left").reason
    assert "500" in ground("He … left", "He" + " and so on" * 60 + " left").reason
    assert "order" in ground("left … He", "He left").reason
    assert '"Tom"' in ground("He … Tom … left", "He left").reason
    assert '"billion"' in ground("It paid 5 … left", "It paid 5 billion and left").reason
    reason = ground("He … she … they … left", "He and she and they did not say who left.").reason
    assert '"not"' in reason
    assert "32" in ground("a…" * 40, "b").reason
    assert '"TOM' in ground("He … Tom left", "He saw TOM left").reason


# --- context ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "context", "at"),
    [
        ("Tessia", "Tessia stayed", 28),
        ("Tessia", "TESSIA STAYED", 28),
        ("Tessia", "Corvane … Tessia", 70),
        ("Tessia", ("Corvane met", ""), 70),
        ("Tessia", ("", "stayed"), 28),
        ("Tessia", ("left", "stayed"), 28),
        ("Tessia", ("left.", "“stayed”"), 28),
        ("paid", "Averland paid", 52),
        ("paid", ("Averland", "Corvane"), 52),
        ("tessia", ("met", ""), None),
        ("Tessia  stayed", ("left", ""), 28),
        ("Corvane", "Tessia", None),
        ("Tessia", ("Averland", ""), None),
        ("Tessia", "Tessia would stay", None),
        ("Tessia", ("would", ""), None),
        ("Tessia", ("", "would"), None),
        ("Tessia", "", None),
        ("Tessia", ("", " "), None),
        ("Averland", "Tessia paid. Averland left. Tessia", 13),
    ],
)
def test_context_says_which_one_is_meant(quote: str, context: object, at: int | None) -> None:
    found = ground(quote, TEXT, context=context)  # type: ignore[arg-type]

    assert (found.span or (None,))[0] == at, found
    if at is None:
        assert found.status is ABSENT
        assert found.reason


def test_a_quote_is_looked_for_in_each_place_of_its_context() -> None:
    text = "He said no. She said yes. He said so. She said yes."

    assert ground("no", text, context="He said no").span == (8, 10)
    assert ground("so", text, context="He said").status is ABSENT
    assert ground("said", text, context="He said").status is AMBIGUOUS
    found = ground("yes", text, context="She said yes")
    assert [piece for (piece,) in found.candidates] == [(21, 24), (47, 50)]
    assert "2 times" in found.reason
    found = ground("He said so", text, context="he  said no")
    assert found.candidates == (((26, 36),),)
    assert "elsewhere" in found.reason
    found = ground("he  said so", text, context="He said no")
    assert found.status is ABSENT


# --- what cuts a word ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("tre|aty", "treaty"),
        ("they can|'t go", "can't"),
        ("they can'|t go", "can't"),
        ("he'|ll go", "he'll"),
        ("Tessia|'s aim", ""),
        ("d'|Orsay", ""),
        ("Tessian-|led", ""),
        ("non-|led", "non-led"),
        ("ex- |and others", ""),
        ("Tam Ru-un|-led", ""),
        ("U|.S. fleet", "U.S."),
        ("the U.S|. fleet", ""),
        ("Mos-\n|Cow", ""),
        ("mos-\n|cow", "mos-\ncow"),
        ("x|\u0302", "x\u0302"),
        ("x |\u0302", ""),
        ("two -| three", ""),
        ("Su-|35", ""),
        ("in 1905|.", ""),
        ("5| %", "5 %"),
        ("5|€", "5€"),
        ("5|½", "5½"),
        ("1905|'s", ""),
        ("1905. |15 men", ""),
        ("|word", ""),
        ("word|", ""),
        ("un\u00ad|able", "un\u00adable"),
    ],
)
def test_where_a_word_would_be_cut(text: str, word: str) -> None:
    assert word_around(text.replace("|", ""), text.index("|")) == word


# --- properties ---------------------------------------------------------------------------------

_WORDS = [
    "Averland",
    "Tessia",
    "Corvane",
    "the",
    "a",
    "pact",
    "treaty",
    "envoys",
    "they",
    "he",
    "would",
    "may",
    "not",
    "can't",
    "left",
    "signed",
    "paid",
    "met",
    "rejects",
    "5",
    "$14",
    "1.5",
    "-3",
    "10,000",
    "2014-15",
    "5%",
    "non-aligned",
    "re-signed",
    "Petain’s",
    "“just”",
    "peace",
    "—",
    "if",
    "café",
]
_prose = st.lists(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(lambda w: " ".join(w) + "."),
    min_size=1,
    max_size=4,
).map("\n\n".join)


def _places(found: Grounding) -> list[tuple[int, int]]:
    if found.status is AMBIGUOUS:
        return [(pieces[0][0], pieces[-1][1]) for pieces in found.candidates]
    return list(found.spans)


def _stretch(data: st.DataObject, text: str) -> tuple[int, int]:
    """Some words of a text, without the punctuation after them."""
    words = [m.span() for m in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 8)))
    return words[first][0], words[last][1]


@given(_prose, st.data())
def test_words_of_a_text_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start, end = _stretch(data, text)
    assume(any(c.isalnum() for c in text[start:end]))
    found = ground(text[start:end], text)

    assert found.status in (EXACT, AMBIGUOUS)
    assert (start, end) in _places(found)


_LAYOUTS = [
    lambda t: t.replace(" ", "\n"),
    lambda t: t.replace(" ", "  "),
    lambda t: t.replace(" ", "\u00a0"),
    lambda t: t.replace("“", '"').replace("”", '"').replace("’", "'"),
    lambda t: t.replace("“", "«").replace("”", "»").replace("'", "’"),
    lambda t: t.replace(" — ", " - "),
    lambda t: t.replace(" — ", " – "),
    lambda t: unicodedata.normalize("NFD", t),
    lambda t: re.sub("([a-z]{2})([a-z]{2})", "\\1\u00ad\\2", t),
    lambda t: re.sub("([a-z]{2})([a-z]{2})", "\\1-\n\\2", t),
    lambda t: re.sub("(?<!\r)\n", "\r\n", t),
    lambda t: t.replace("nvo", "n\u200bv\u2060o"),
]


def _rank(text: str, at: int) -> int:
    return len("".join(c for c in unicodedata.normalize("NFKD", text[:at]) if c.isalnum()))


@given(_prose, st.data(), st.lists(st.sampled_from(_LAYOUTS), max_size=3), st.booleans())
def test_layout_does_not_matter(text: str, data: st.DataObject, layouts, on_text: bool) -> None:
    start, end = _stretch(data, text)
    quote = text[start:end]
    assume(any(c.isalnum() for c in quote))
    other = text if on_text else quote
    for layout in layouts:
        other = layout(other)
    there = canonical(other) if on_text else text
    asked = quote if on_text else other
    found = ground(asked, there)

    assert found.status is not ABSENT, found
    if any(there[s:e] == asked for s, e in _places(found)):
        return  # elsewhere, where the layout was not touched, the words stand as they are
    wanted = (_rank(text, start), _rank(text, end))
    assert wanted in [(_rank(there, s), _rank(there, e)) for s, e in _places(found)]


@given(_prose, st.data())
def test_another_word_makes_a_quote_absent(text: str, data: st.DataObject) -> None:
    start, end = _stretch(data, text)
    words = text[start:end].split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    assume(any(c.isalnum() for c in words[at]))
    words[at] = data.draw(st.sampled_from(["Zembla", "seven", "7", "never"]))
    found = ground(" ".join(words), text)

    assert found.status is ABSENT


@given(_prose, st.data())
def test_an_inserted_negation_makes_a_quote_absent(text: str, data: st.DataObject) -> None:
    start, end = _stretch(data, text)
    words = text[start:end].split()
    assume(len(words) > 1)
    at = data.draw(st.integers(1, len(words) - 1))
    quote = " ".join([*words[:at], "not", *words[at:]])

    def plain(t: str) -> str:
        return "".join(c for c in t.casefold() if c.isalnum())

    assume(plain(quote) not in plain(text))
    assert ground(quote, text).status is ABSENT


@given(_prose, st.data())
def test_left_out_words_hold_nothing_that_counts(text: str, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(text.split("\n\n"))).split(" ")
    assume(len(words) > 2)
    first = data.draw(st.integers(1, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    quote = " ".join(words[:first]) + " … " + " ".join(words[last:])
    found = ground(quote, text)
    ways = [found.spans] if found.spans else found.candidates
    for pieces in ways if found.status is not ABSENT else ():
        for (_, end), (start, _) in pairwise(pieces):
            gap = text[end:start]
            assert not set(re.findall(r"[\w']+", gap)) & {"not", "can't", "would", "may", "if"}
            assert "\n\n" not in gap


@given(st.text(max_size=40), st.text(max_size=60))
def test_anything_may_be_asked_for(quote: str, text: str) -> None:
    found = ground(quote, text)
    there = canonical(text)

    if found.status is EXACT:
        assert found.span is not None
        assert there[slice(*found.span)] == quote
    for pieces in (found.spans, *found.candidates):
        for start, end in pieces:
            assert 0 <= start < end <= len(there)
    assert (found.spans == ()) is (found.status in (ABSENT, AMBIGUOUS))


# --- bounds -------------------------------------------------------------------------------------


def test_half_a_surrogate_pair_is_no_text() -> None:
    for quote, text, context in (
        ("\ud800", "a", None),
        ("a", "\ud800", None),
        ("a", "a", "\ud800"),
    ):
        with pytest.raises(ValueError, match="surrogate"):
            ground(quote, text, context=context)


def test_offsets_are_those_of_the_canonical_text() -> None:
    raw = "Cafe\u0301\r\ntalks ended"

    assert ground("talks", raw).span == (5, 10)
    assert canonical(raw)[5:10] == "talks"


def test_candidates_are_bounded(monkeypatch) -> None:
    found = ground("zap", "zap " * 5000)
    assert len(found.candidates) == 1000
    assert "5000 times" in found.reason
    assert "the first 1,000" in found.reason
    found = ground("a…b", "a a a b b b " * 100, language="en")
    assert len(found.candidates) == 1000
    assert "perhaps more" in found.reason
    monkeypatch.setattr(ladder, "EFFORT", 100)
    found = ground("Zap Zap", "zap zap. " * 100)
    assert found.status is ABSENT
    found = ground("Zap zap", "ZAP ZAP\n" * 100)
    assert found.status is AMBIGUOUS
    assert "perhaps more" in found.reason
    found = ground("zap", "ZAP ZAP\n" * 100 + "zap", context="Zap zap")
    assert found.status is ABSENT
    assert "perhaps more" in found.reason
    monkeypatch.setattr(elliptic, "CROWD", 10)
    found = ground("a…b", "a " * 20 + "b", language="en")
    assert found.status is AMBIGUOUS
    assert "perhaps more" in found.reason
    found = ground("a…b", "b" + " a" * 400)
    assert found.status is ABSENT
    assert "more than 10 places" in found.reason


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("a…" * 1000, "a " * 100_000),
        ("a … a … a", "a " * 100_000),
        ("a … b … zz", "a b " * 50_000),
        ("A A", "a " * 100_000),
        ("A" * 50_000, "a" * 200_000),
        ("a" * 1000 + "…" + "b", "a" * 200_000),
        ("a", "a " * 100_000),
        ("." * 200_000, "a"),
        ("(" * 100_000 + "a", "a"),
        ("a-" * 50_000, "a-" * 100_000),
        ("non-" * 1000, "non-" * 50_000),
        ("1," * 1000, "1," * 100_000),
        ("a … b", "a not b " * 20_000),
        ("\u00ad" * 20_000 + "a", "b\u00ad" * 80_000),
        ("a" + " " * 100_000 + "b", "a b " * 100_000),
    ],
)
def test_hostile_quotes_end(quote: str, text: str) -> None:
    found = ground(quote, text)  # what grows with the square takes minutes

    assert bool(found.spans) == (found.status in {EXACT, REFORMATTED})


RENTS = "Rents rose in 1931. Wages did not follow.\n"


def test_a_number_at_the_end_of_a_sentence_is_whole() -> None:
    assert detente.ground("rose in 1931", RENTS).status.value == "exact"
    assert detente.ground("rose in 193", RENTS).status.value == "absent"

"""The patterns of the fields, strings that they take, and strings that look like these."""

from detente.dataset import Dataset
from detente.records import constraints as c
from detente.records import model

PATTERNS = sorted(
    {f.pattern for d in model.classes(Dataset) for f in d.fields if f.pattern} | {c.EXT_KEY}
)


GOOD = [
    *(f"{field.key_of}:a-1" for d in model.classes(Dataset) for field in d.fields if field.key_of),
    "actor:a", "claim:a-b-1", "dataset:x", "2014-23", "../2020", "[2015-01-01..2015-05-09]", "{1,2}", "19XX",
    "en", "zh-Hant-TW", "https://example.org/a?b#c", "http://x", "0" * 64, "a" * 64, "a" * 16, "f" * 63,
    "Az9_.:~-", "1.0.0", "1.0.0-rc.1", "MIT AND CC-BY-4.0", "(MIT)", "USD", "percent", "percentage_point",
    "claim_kind/factual", "commitment/CT+", "nfc-1", "nfc.1-x", "1.0", "10.20", "example.org/a", "a-b.c/X_.-", "a-b/C.1_-",
]  # fmt: skip


NASTY = [
    *GOOD,
    *(text + "\n" for text in GOOD),
    *(text + "\r" for text in GOOD[:6]),
    *(text + "\u2028" for text in GOOD[:6]),
    *("\n" + text for text in GOOD[:6]),
    *(text + "\n" + text for text in GOOD[:6]),
    *(" " + text for text in GOOD[:6]),
    "", "\n", "\x00", "a\x00", "\ufeffactor:a", "actor:a\u0301", "ａctor:a", "actor:ａ", "actor:é", "actor:ı",
    "actor:ſ", "actor:K", "actor:K", "ACTOR:a", "actor:A", "actor:-a", "actor:a-", "actor:a--b", "actor:a_b",
    "actor:", ":a", "actor", "٢٠١٤", "２０１４", "20१४", "2014–2015", "2014—23", "2014/２０", "1.٠", "１.0", "1.0.",
    "1..0", ".1", "01.0", "1.0.0-", "1.0.0-é", "1.0.0+x", "en-", "e", "engl", "EN", "eN", "en-é", "en_GB", "ｅｎ",
    "https://", "https://exämple.org", "https://x y", "ftp://x", "HTTP://x", "https://x\t", "https://x\u200b",
    "0" * 63, "0" * 65, "A" * 64, "g" * 64, "٠" * 64, "０" * 64, "a" * 15, "a" * 65, "A" * 16, "a" * 200, "a" * 201,
    "\u00a0", "MIT\u00a0X", "US", "USDX", "ＵＳＤ", "usd", "usd_", "_usd", "US_", "claim_kind/", "/x", "a/b/c",
    "claim kind/x", "a/é", "ä/b", "A/b", "a.b/c", "a..b/c", "a.-b/c", ".a/b", "a/b c", "a/ｂ", "😀", "a😀/b", "\ud83d\ude00"[:0],
]  # fmt: skip

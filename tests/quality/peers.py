"""Measures other redactors on the texts that `make quality` wrote, by the same rules as src/score.rs.

Usage: peers.sh, which installs them into target/peers first.
"""

import json
import sys
import time
from collections import defaultdict

# What each peer calls the kinds of the table.
PRESIDIO = {
    "EMAIL_ADDRESS": "email", "PHONE_NUMBER": "phone", "CREDIT_CARD": "card", "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip", "MAC_ADDRESS": "mac", "US_SSN": "ssn", "CRYPTO": "credential",
}
SCRUBADUB = {
    "email": "email", "phone": "phone", "credit_card": "card", "social_security_number": "ssn",
    "credential": "credential",
}
SECRETS = {"jwt", "bearer", "url-credentials", "credential"}


def presidio():
    """Pattern recognizers only: a spaCy model is no package of PyPI's, so words near a value count, names do not."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    # The list that it ships: it would fetch a newer one.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())

    class Blank(SpacyNlpEngine):
        def __init__(self):
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": spacy.blank("en")}

        def load(self):
            pass

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [r for r in registry.recognizers if "Spacy" not in type(r).__name__]
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])

    def find(text):
        found = engine.analyze(text, language="en", entities=list(PRESIDIO), score_threshold=0.35)
        return [(f.start, f.end, PRESIDIO[f.entity_type]) for f in found]

    return find


def scrubadub():
    import scrubadub as package

    scrubber = package.Scrubber(locale="en_US")

    def find(text):
        filths = scrubber.iter_filth(text)
        return [(f.beg, f.end, SCRUBADUB.get(f.type, f.type)) for f in filths if f.type in SCRUBADUB]

    return find


def commonregex():
    import commonregex as package

    expressions = [
        (package.email, "email"), (package.phone, "phone"),
        (package.credit_card, "card"), (package.ip, "ip"), (package.ipv6, "ip"),
    ]

    def find(text):
        return [(m.start(), m.end(), kind) for regex, kind in expressions for m in regex.finditer(text)]

    return find


def agrees(said, kind):
    if kind in SECRETS:
        return said in SECRETS
    return said == kind or (said == "ip" and kind in ("ipv4", "ipv6"))


def measure(find, samples):
    rows = defaultdict(lambda: [0, 0, 0, 0])  # values, found, texts, texts whose rest is unchanged
    rules = defaultdict(lambda: [0, 0])  # matches, right ones
    harmless = [0, 0]
    find("a text to warm up")
    size = sum(len(sample["text"].encode()) for sample in samples)
    started = time.process_time()
    results = [find(sample["text"]) for sample in samples]
    spent = time.process_time() - started
    for sample, found in zip(samples, results):
        # Places in bytes, as those of the corpus.
        place = [0]
        for character in sample["text"]:
            place.append(place[-1] + len(character.encode()))
        found = [(place[start], place[end], said) for start, end, said in found]
        gone = {byte for start, end, _ in found for byte in range(start, end)}
        for start, end, said in found:
            right = agrees(said, sample["kind"]) and any(start < b and a < end for a, b in sample["values"])
            rules[said][0] += 1
            rules[said][1] += right
        if not sample["row"]:
            harmless[0] += 1
            harmless[1] += not found
            continue
        row = rows[(sample["row"], sample["kind"])]
        for start, end in sample["values"]:
            row[0] += 1
            row[1] += all(byte in gone for byte in range(start, end))
        allowed = {byte for start, end in sample["values"] + sample["may"] for byte in range(start, end)}
        row[2] += 1
        row[3] += gone <= allowed
    return rows, rules, harmless, spent * 1000 / (size / 1e6)


def per_cent(part, whole):
    return f"{part * 100 / whole:.2f}" if whole else "–"


def main():
    # Every `step`-th text: Presidio takes minutes for all of them.
    path, step = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with open(path, encoding="utf-8") as lines:
        samples = [json.loads(line) for line in lines][::step]
    for name, make in [("Presidio", presidio), ("scrubadub", scrubadub), ("commonregex", commonregex)]:
        rows, rules, harmless, cpu = measure(make(), samples)
        print(f"{name}, {len(samples)} texts\n\n| kind | values | recall % | precision % | rest unchanged % |")
        print("|---|---:|---:|---:|---:|")
        for (row, kind), (values, found, texts, rest) in rows.items():
            own = [rule for said, rule in rules.items() if agrees(said, kind)]
            precision = per_cent(sum(rule[1] for rule in own), sum(rule[0] for rule in own))
            print(f"| {row} | {values} | {per_cent(found, values)} | {precision} | {per_cent(rest, texts)} |")
        print(f"| harmless texts | {harmless[0]} | | | {per_cent(harmless[1], harmless[0])} |")
        print(f"\n{cpu:.0f} ms of processor per MB of text\n", flush=True)


main()

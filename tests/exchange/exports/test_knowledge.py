"""Formats of investigators: FollowTheMoney, STIX, PLOVER, annotations, ClaimReview."""

import csv
import io
import json
from dataclasses import replace

import pytest

from cuibono import Desk
from cuibono.coding.statement import Stance
from cuibono.exchange.exports import export
from cuibono.exchange.exports.tables import to_statement
from tests.exchange.exports.world import FIRST, documents, matter, say, statements


def loaded(tmp_path, name, given=None, kind=None):
    path = tmp_path / "out.json"
    made = export(given or matter(), name, path, kind)
    return json.loads(path.read_text("utf-8")), made


# --- FollowTheMoney ----------------------------------------------------------------------


def entities(tmp_path):
    path = tmp_path / "e.jsonl"
    export(matter(), "ftm", path)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_followthemoney_takes_every_entity_and_every_value(tmp_path):
    model = pytest.importorskip("followthemoney").model
    for data in entities(tmp_path):
        entity = model.get_proxy(data)
        entity.schema.validate(data)
        for name, values in data["properties"].items():
            prop = entity.schema.properties[name]
            assert all(prop.type.validate(value) for value in values), (name, values)


def test_the_denial_stands_beside_what_it_denies_and_only_denials_are_left_out(tmp_path):
    found = entities(tmp_path)
    (shells,) = [e for e in found if "AID" in e["properties"].get("keywords", ())]
    assert shells["properties"]["startDate"] == ["2022-07-04"]
    about = [json.loads(e["properties"]["notes"][0]) for e in found if e["schema"] == "Note"]
    told = {a["stance"] for a in about if f"cuibono-happening-{a['happening']}" == shells["id"]}
    assert told == {"reported", "denied"}
    denied = replace(matter(), statements=statements()[3:4])
    denied = replace(denied, resolve=lambda: tuple(e for e in _resolved(denied.statements)))
    made = export(denied, "ftm", tmp_path / "d.jsonl")
    assert made.notes == ("1 happenings that are only foretold or only denied are left out",)
    assert "Event" not in (tmp_path / "d.jsonl").read_text("utf-8")


def _resolved(said):
    from cuibono.events.resolve import resolve

    return resolve(said, documents())


def test_followthemoney_statements_make_the_same_entities(tmp_path):
    pytest.importorskip("followthemoney")
    from followthemoney import Dataset, StatementEntity
    from followthemoney.statement.serialize import read_csv_statements

    path = tmp_path / "s.csv"
    export(matter(), "ftm-statements", path)
    by_entity = {}
    for s in read_csv_statements(io.BytesIO(path.read_bytes())):
        assert s.id == s.generate_key()
        by_entity.setdefault(s.entity_id, []).append(s)
    dataset = Dataset.make({"name": "cuibono", "title": "cuibono"})
    given = {e["id"]: e for e in entities(tmp_path)}
    assert by_entity.keys() == given.keys()
    for id_, said in by_entity.items():
        entity = StatementEntity.from_statements(dataset, said)
        assert {s.id for s in entity.statements} == {s.id for s in said}
        made = entity.to_dict()
        assert made["schema"] == given[id_]["schema"]
        wanted = {k: sorted(set(v)) for k, v in given[id_]["properties"].items()}
        assert {k: sorted(v) for k, v in made["properties"].items()} == wanted


# --- STIX --------------------------------------------------------------------------------


def test_the_stix_validator_finds_no_error(tmp_path):
    from stix2validator import ValidationOptions, validate_string

    bundle, _ = loaded(tmp_path, "stix")
    told = validate_string(json.dumps(bundle), ValidationOptions(version="2.1"))
    assert told.is_valid, [str(e) for result in told.object_results for e in result.errors]


def test_the_stix_library_reads_the_bundle(tmp_path):
    import stix2

    bundle, made = loaded(tmp_path, "stix")
    assert len(stix2.parse(bundle).objects) == made.count
    ids = {thing["id"] for thing in bundle["objects"]}
    for thing in bundle["objects"]:
        referred = [*thing.get("object_refs", ()), thing.get("source_ref"), thing.get("target_ref")]
        assert {r for r in referred if r} <= ids


def test_a_denial_is_an_opinion_on_what_it_denies(tmp_path):
    bundle, _ = loaded(tmp_path, "stix")
    (opinion,) = [x for x in bundle["objects"] if x["type"] == "opinion"]
    (denied,) = opinion["object_refs"]
    (relation,) = [x for x in bundle["objects"] if x["id"] == denied]
    assert (relation["relationship_type"], relation["start_time"]) == (
        "aid",
        "2022-07-04T00:00:00Z",
    )
    assert opinion["authors"] == ["North Korea: foreign ministry"]
    assert opinion["explanation"] == statements()[3].quote


@pytest.mark.parametrize("stance", [s for s in Stance if s is not Stance.REPORTED])
def test_what_nobody_reports_as_done_is_never_a_relationship(tmp_path, stance):
    said = replace(statements()[0], stance=stance)
    given = replace(matter(), statements=(said,), resolve=lambda: _resolved([said]))
    bundle, _ = loaded(tmp_path, "stix", given)
    kinds = {thing["type"] for thing in bundle["objects"]}
    assert "note" in kinds
    assert not kinds & {"relationship", "opinion"}


def test_an_undated_text_is_a_grouping_and_gets_no_date(tmp_path):
    bundle, _ = loaded(tmp_path, "stix")
    texts = {x["type"]: x for x in bundle["objects"] if x["type"] in ("report", "grouping")}
    assert texts["report"]["published"] == "2022-09-06T00:00:00Z"
    assert "published" not in texts["grouping"]


def test_stix_has_the_same_ids_and_times_each_time(tmp_path):
    assert loaded(tmp_path, "stix")[0] == loaded(tmp_path, "stix")[0]


# --- PLOVER ------------------------------------------------------------------------------


def test_polecat_comes_back_through_the_import(tmp_path):
    made = export(matter(), "polecat", tmp_path / "p.tsv")
    assert made.count == 1
    desk = Desk(tmp_path / "ledger")
    desk.import_("polecat", [tmp_path / "p.tsv"])
    (row,) = desk.ledger.sql("select * from imported").to_pylist()
    told = (row["actor"], row["type"], row["recipient"], str(row["date"]), row["publisher"])
    assert told == ("PRK", "AID", "RUS", "2022-07-04", "The Daily | Record")
    assert (row["contexts"], row["score"]) == (["military"], 10.0)


def test_plover_json_says_who_denies_and_with_which_words(tmp_path):
    (event,), made = loaded(tmp_path, "plover")
    assert (event["Status"], event["Deniers"]) == ("contested", "North Korea: foreign ministry")
    assert event["Quad Code"] == "MATERIAL COOPERATION"
    spot = event["Offsets"].split(";")[0]
    document, _, span = spot.partition(":")
    start, end = map(int, span.split("-"))
    assert document == documents()[0].id
    assert FIRST[start:end] == event["evidence"][0]["quote"]
    assert set(made.notes) == {
        "1 without an actor or of no PLOVER type are left out", "1 not dated to a day are left out",
    }  # fmt: skip


def test_polecat_csv_has_the_same_row(tmp_path):
    export(matter(), "polecat-csv", tmp_path / "p.csv")
    (row,) = csv.DictReader((tmp_path / "p.csv").open(encoding="utf-8", newline=""))
    assert (row["Actor Country"], row["Recipient Country"], row["URL"]) == (
        "PRK", "RUS", "https://example.org/a?b=1&c=2",
    )  # fmt: skip


# --- W3C Web Annotations -----------------------------------------------------------------


def test_an_annotation_stands_on_its_words_in_code_points(tmp_path):
    page, _ = loaded(tmp_path, "annotations")
    assert len(page["items"]) == 4  # the unsure one does not count
    text = {f"urn:cuibono:document:{d.id}": d.text for d in documents()}
    for item in page["items"]:
        target, *more = item["target"]
        quote, position = target["selector"]
        words = text[target["source"]]
        assert words[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert words.count(around) == 1
        # A page at an address may be laid out otherwise: there only the words count.
        assert [m["selector"]["type"] for m in more] in ([], ["TextQuoteSelector"])


def test_an_annotation_gives_its_statement_back(tmp_path):
    page, _ = loaded(tmp_path, "annotations")
    rows = [json.loads(item["body"][2]["value"]) for item in page["items"]]
    assert [to_statement(row) for row in rows] == matter().counted


def test_annotations_are_json_ld_of_the_standard(tmp_path):
    page, _ = loaded(tmp_path, "annotations")
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    for item in page["items"]:
        assert {"id", "type", "target"} <= item.keys()  # what the data model wants of each
        assert item["type"] == "Annotation"
        assert {b["type"] for b in item["body"]} == {"TextualBody"}


# --- ClaimReview -------------------------------------------------------------------------


def test_a_claim_review_has_what_schema_org_wants_and_no_grade(tmp_path):
    graph, made = loaded(tmp_path, "claimreview")
    assert graph["@context"] == "https://schema.org"
    assert made.kind == "claims"
    (review,) = [r for r in graph["@graph"] if "shells" in r["claimReviewed"]]
    assert {"claimReviewed", "itemReviewed", "author", "datePublished"} <= review.keys()
    assert "ratingValue" not in review["reviewRating"]
    assert review["reviewRating"]["alternateName"] == "contested"
    assert review["itemReviewed"]["author"]["name"] == "Ukraine"
    (quote,) = review["itemReviewed"]["appearance"]
    assert quote["isPartOf"]["url"] == "https://example.org/a?b=1&c=2"
    assert [c["text"] for c in review["citation"]] == [statements()[3].quote]


def test_a_claim_of_a_text_without_date_has_none(tmp_path):
    two = documents()[1]
    said = say(two, "Seoul gained in trade.", "gained", "KOR", "GAIN", source="UNNAMED")
    given = replace(matter(), statements=(said,), resolve=lambda: _resolved([said]))
    graph, _ = loaded(tmp_path, "claimreview", given)
    assert "datePublished" not in graph["@graph"][0]["itemReviewed"]

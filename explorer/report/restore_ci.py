"""A restore report for build servers: JUnit XML and SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from explorer.report.numbers import display_lines, display_name
from explorer.report.restore_markdown import MOST_MESSAGE
from explorer.report.restore_text import CHECKS, headline, situation, state, title

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport, RestoreRow
    from explorer.analysis.restoring.outcome import Outcome

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://pypi.org/project/checkpoint-explorer/"


def junit(report: RestoreReport, fails: Callable[[RestoreRow], bool], failing: Iterable[Outcome]) -> str:
    """One test case a way of loading and one a variable; `fails` says which rows fail.

    Characters XML cannot carry are written as backslash escapes.
    """
    failing = tuple(failing)
    suites = ElementTree.Element("testsuites", name="ckptx check")
    name = f"{display_name(report.checkpoint)} into {display_name(report.target)}"
    suite = ElementTree.SubElement(suites, "testsuite", name=name)
    count = failures = skipped = 0
    for outcome in report.outcomes:
        case = ElementTree.SubElement(
            suite, "testcase", classname="ways of loading", name=f"{title(outcome)} ({situation(outcome)})"
        )
        count += 1
        if any(outcome is other for other in failing):
            failures += 1
            failure = ElementTree.SubElement(
                case,
                "failure",
                type=state(outcome),
                message=display_name(headline(outcome, report.spec), 1000),
            )
            failure.text = display_lines(_told(outcome)[:MOST_MESSAGE])
        elif state(outcome) in ("raises", "silently wrong"):
            said = f"{headline(outcome, report.spec)}; it is not the way of loading that counts here"
            ElementTree.SubElement(case, "skipped", message=display_name(said, 1000))
            skipped += 1
    for row in report.rows:
        case = ElementTree.SubElement(
            suite, "testcase", classname="variables", name=display_name(row.key, 4096)
        )
        count += 1
        if fails(row):
            failures += 1
            failure = ElementTree.SubElement(
                case, "failure", type=row.verdict, message=display_name(row.sentence, 4096)
            )
            failure.text = display_name(row.hint, 4096)
    for element in (suites, suite):
        element.set("tests", str(count))
        element.set("failures", str(failures))
        element.set("errors", "0")
        element.set("skipped", str(skipped))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def sarif(
    report: RestoreReport,
    uri: str,
    version: str,
    fails: Callable[[RestoreRow], bool],
    failing: Iterable[Outcome],
) -> str:
    """Each failing row and way of loading as a result at the checkpoint, whose address is `uri`."""
    results: list[dict[str, Any]] = [_outcome_result(outcome, report, uri) for outcome in failing]
    results += [_row_result(row, uri) for row in report.rows if fails(row)]
    rules = sorted({result["ruleId"] for result in results})
    run = {
        "tool": {
            "driver": {
                "name": "ckptx check",
                "version": version,
                "informationUri": _HOME,
                "rules": [
                    {
                        "id": rule,
                        "shortDescription": {"text": f"Restore: {rule.replace('-', ' ').replace('/', ', ')}"},
                    }
                    for rule in rules
                ],
            }
        },
        "results": results,
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _outcome_result(outcome: Outcome, report: RestoreReport, uri: str) -> dict[str, Any]:
    level = "error" if state(outcome) == "raises" else "warning"
    text = f"{title(outcome)} ({situation(outcome)}) {headline(outcome, report.spec)}."
    return _result(f"restore/{state(outcome).replace(' ', '-')}", level, text, uri, outcome.api)


def _row_result(row: RestoreRow, uri: str) -> dict[str, Any]:
    text = f"{display_name(row.key)}: {display_name(row.sentence, 4096)}"
    level = "note" if row.verdict in ("unused by model", "unknown", "deferred", "restored") else "error"
    return _result(f"variable/{row.verdict.replace(' ', '-')}", level, text, uri, display_name(row.key, 4096))


def _result(rule: str, level: str, text: str, uri: str, name: str) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": uri}},
                "logicalLocations": [{"fullyQualifiedName": name}],
            }
        ],
    }


def _told(outcome: Outcome) -> str:
    parts = []
    if outcome.exception is not None:
        parts.append(f"{outcome.exception.type}: {outcome.exception.message}")
    for check in CHECKS:
        found = getattr(outcome, check)
        if found is not None and not isinstance(found, str):
            parts.append(f"{check}: {found.type}: {found.message}")
    return "\n".join((*parts, *outcome.remarks))

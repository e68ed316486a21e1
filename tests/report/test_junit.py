from collections.abc import Callable
from textwrap import dedent
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from guard.model import SetAside, Verdict

Told = Callable[..., str]


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314  it is our own


def test_a_suite_for_each_document_and_a_case_for_each_finding(verdict: Verdict, told: Told) -> None:
    aside = SetAside(verdict.findings[1], "suppression", "kept for the talk")
    some = replace(verdict, findings=(verdict.findings[3], verdict.findings[4]), set_aside=(aside,))
    assert told("junit", some) == dedent(
        """\
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="guard" tests="3" failures="1" errors="0" skipped="2">
          <testsuite name="README.md" tests="1" failures="0" errors="0" skipped="1">
            <testcase name="broken-link at 5:13: ko\u0301sei.md" classname="README.md" file="README.md" line="5">
              <skipped message="set aside (suppression): kept for the talk"/>
            </testcase>
          </testsuite>
          <testsuite name="docs/guide.md" tests="2" failures="1" errors="0" skipped="1">
            <testcase name="unknown-service at 3:4: api" classname="docs/guide.md" file="docs/guide.md" line="3">
              <failure type="unknown-service" message="no compose service is called api\
 (the services are web and worker; compose.yaml:3)">
        docs/guide.md:3:4: no compose service is called api
        the services are web and worker (compose.yaml:3)
              </failure>
            </testcase>
            <testcase name="complete-list at 4:1: worker" classname="docs/guide.md" file="docs/guide.md" line="4">
              <skipped message="info: the list of services lacks worker (service worker; compose.yaml:14)"/>
            </testcase>
          </testsuite>
        </testsuites>
        """
    )


def test_the_bar_decides_what_fails(verdict: Verdict, told: Told) -> None:
    assert parsed(told("junit", verdict, fail_on="error")).get("failures") == "3"
    assert parsed(told("junit", verdict, fail_on="info")).get("failures") == "5"


def test_nothing_found_is_one_case_that_passes(verdict: Verdict, told: Told) -> None:
    suites = parsed(told("junit", replace(verdict, findings=())))
    [case] = suites.iter("testcase")
    assert case.get("name") == "every claim holds"
    assert list(case) == []
    assert suites.get("tests") == "1"


@settings(deadline=None)
@given(st.data())
def test_any_text_gives_xml_whose_counts_are_right(
    verdicts: st.SearchStrategy[Verdict], told: Told, data: st.DataObject
) -> None:
    verdict = data.draw(verdicts)
    suites = parsed(told("junit", verdict))
    for node in (suites, *suites):
        assert int(node.get("tests", "")) == len(list(node.iter("testcase")))
        assert int(node.get("failures", "")) == len(list(node.iter("failure")))
        assert int(node.get("skipped", "")) == len(list(node.iter("skipped")))
    cases = len(verdict.findings) + len(verdict.set_aside)
    assert int(suites.get("tests", "")) == max(1, cases)

"""What `make sbom` reads in the documents of CycloneDX and pip-audit."""

import pytest

from dependencies.sbom import findings, licence_of, licences, told

FOUND = {
    "dependencies": [
        {"name": "django", "version": "5.2", "vulns": [{"id": "PYSEC-2025-1", "fix_versions": ["5.2.1"], "aliases": []}]},
        {"name": "brotli", "version": "1.0", "vulns": []},
    ]
}


@pytest.mark.parametrize(
    ("declared", "licence"),
    [
        ([{"license": {"id": "MIT", "acknowledgement": "declared"}}], "MIT"),
        ([{"license": {"name": "License :: OSI Approved :: BSD License"}}], "BSD License"),
        ([{"expression": "Apache-2.0 OR BSD-2-Clause"}], "Apache-2.0 OR BSD-2-Clause"),
        ([{"license": {"id": "MIT"}}, {"license": {"id": "ISC"}}, {"license": {"id": "MIT"}}], "MIT, ISC"),
        ([], "not stated"),
    ],
)
def test_a_licence_is_told_in_whatever_form_it_is_declared(declared, licence):
    assert licence_of({"licenses": declared}) == licence


def test_every_component_is_listed_whether_it_declares_a_licence_or_not():
    sbom = {
        "components": [{"name": "a", "version": "1", "licenses": [{"license": {"id": "MIT"}}]}, {"name": "b", "version": "2"}]
    }
    assert licences(sbom) == [("a", "1", "MIT"), ("b", "2", "not stated")]


def test_a_vulnerability_is_named_with_the_version_that_mends_it():
    assert findings(FOUND)[0] == ["django 5.2: PYSEC-2025-1, mended in 5.2.1"]
    assert list(told(FOUND)) == ["django 5.2: PYSEC-2025-1, mended in 5.2.1"]


def test_packages_that_were_looked_up_without_a_finding_are_said_to_have_none():
    assert list(told({"dependencies": [{"name": "brotli", "version": "1", "vulns": []}]})) == ["Vulnerabilities: none is known."]


@pytest.mark.parametrize("audit", [None, {"dependencies": [{"name": "django", "skip_reason": "not found"}]}])
def test_what_could_not_be_looked_up_is_not_said_to_be_safe(audit):
    [line] = told(audit)
    assert line.startswith("Vulnerabilities: unknown.")


def test_a_package_that_could_not_be_looked_up_is_named():
    audit = {"dependencies": [*FOUND["dependencies"], {"name": "edtf", "skip_reason": "not found"}]}
    assert list(told(audit))[-1] == "Not looked up: edtf"

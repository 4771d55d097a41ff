"""What the site is made of: `make sbom` writes a bill of materials, lists licences, and asks for known vulnerabilities.

The runtime lock is installed into an environment of its own, hashes checked, and CycloneDX's own tool describes that. It holds
what this platform needs, with the licences that each package declares. Exits 1 if a package is known to be vulnerable.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
SBOM = ROOT / "var" / "sbom.cdx.json"
CLASSIFIER = "License :: OSI Approved :: "
NOT_STATED = "not stated"


def licence_of(component: dict[str, Any]) -> str:
    """Return the licences that a component of a CycloneDX document declares, as SPDX names where it gives them."""
    named = []
    for choice in component.get("licenses", []):
        licence = choice.get("license", {})
        named.append(choice.get("expression") or licence.get("id") or licence.get("name", "").removeprefix(CLASSIFIER))
    return ", ".join(dict.fromkeys(filter(None, named))) or NOT_STATED


def licences(sbom: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return name, version and licence of every component."""
    return [(component["name"], component["version"], licence_of(component)) for component in sbom.get("components", [])]


def findings(audit: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what pip-audit found, one line a vulnerability, and the packages that it could not look up."""
    found, unknown = [], []
    for dependency in audit["dependencies"]:
        if "skip_reason" in dependency:
            unknown.append(dependency["name"])
        for vulnerability in dependency.get("vulns", []):
            mended = ", ".join(vulnerability["fix_versions"]) or "no version"
            found.append(f"{dependency['name']} {dependency['version']}: {vulnerability['id']}, mended in {mended}")
    return found, unknown


def write_sbom(directory: Path) -> dict[str, Any]:
    """Write the bill of materials of the runtime lock, and return it."""
    environment = directory / "environment"
    _run("venv", "--without-pip", str(environment))
    python = environment / "bin" / "python"
    quiet = ("--quiet", "--disable-pip-version-check")
    _run("pip", "--python", str(python), "install", *quiet, "--require-hashes", "--requirement", str(LOCK))
    SBOM.parent.mkdir(mode=0o700, exist_ok=True)
    described = ("--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--validate", "--output-format", "JSON")
    _run("cyclonedx_py", "environment", *described, "--output-file", str(SBOM), str(python))
    sbom: dict[str, Any] = json.loads(SBOM.read_text(encoding="utf-8"))
    return sbom


def audit_lock() -> dict[str, Any] | None:
    """Return what pip-audit says of the runtime lock; None where it says nothing, as without a network."""
    options = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json")
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        print(done.stderr.strip()[-500:], file=sys.stderr)
        return None
    return said


def told(audit: dict[str, Any] | None) -> Iterator[str]:
    """Say in lines what an audit means."""
    if audit is None:
        yield "Vulnerabilities: unknown. pip-audit could not reach its data; run this where the package index can be reached."
        return
    found, unknown = findings(audit)
    if len(unknown) == len(audit["dependencies"]):
        yield "Vulnerabilities: unknown. The index that was asked knows none of the packages: ask another one."
        return
    yield from found or ["Vulnerabilities: none is known."]
    if unknown:
        yield f"Not looked up: {', '.join(unknown)}"


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{module} failed: {(done.stderr or done.stdout).strip()}")


def main() -> None:
    """Write the bill of materials; print licences, and what is known of vulnerabilities."""
    with tempfile.TemporaryDirectory(prefix="jnimref-sbom-") as directory:
        rows = licences(write_sbom(Path(directory)))
    for name, version, licence in rows:
        print(f"{name:24} {version:12} {licence}")
    print(f"\n{len(rows)} packages, CycloneDX in {SBOM.relative_to(ROOT)}")
    audit = audit_lock()
    print("\n".join(told(audit)))
    sys.exit(bool(audit and findings(audit)[0]))


if __name__ == "__main__":
    main()

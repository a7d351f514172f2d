"""Looks at the bill of materials of a release: sbom.py FOLDER VERSION CONFIGURE

What SPDX 2.3 wants is there, every file of FOLDER is in it with its digests, and
every library that CONFIGURE asks for with the least version it asks for.
"""

import hashlib
import json
import os
import re
import sys

folder, version, configure = sys.argv[1:]
wrong = []


def expect(holds, what):
    if not holds:
        wrong.append(what)


def needs(element, keys):
    for key in keys:
        expect(key in element, f"{element.get('SPDXID')}: no {key}")


def digest(name, algorithm):
    with open(os.path.join(folder, name), "rb") as file:
        return hashlib.new(algorithm, file.read()).hexdigest()


with open(os.path.join(folder, "contagraph.spdx.json"), encoding="utf-8") as file:
    bill = json.load(file)

needs(bill, ["spdxVersion", "dataLicense", "SPDXID", "name",
             "documentNamespace", "creationInfo"])
expect(bill["spdxVersion"] == "SPDX-2.3", "spdxVersion")
expect(bill["dataLicense"] == "CC0-1.0", "dataLicense")
expect(bill["SPDXID"] == "SPDXRef-DOCUMENT", "the document's SPDXID")
expect(bill["name"] == f"contagraph-{version}", "the document's name")
expect(re.fullmatch(r"https://[^\s#]+", bill["documentNamespace"]), "namespace")
expect(bill["creationInfo"]["created"] == "2023-11-14T22:13:20Z", "created")
expect(all(re.fullmatch(r"(Tool|Person|Organization): .+", one)
           for one in bill["creationInfo"]["creators"]), "creators")

identifiers = [one["SPDXID"] for one in [bill, *bill["packages"], *bill["files"]]]
expect(len(set(identifiers)) == len(identifiers), "an SPDXID occurs twice")
for one in identifiers:
    expect(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", one), f"SPDXID {one}")
for package in bill["packages"]:
    needs(package, ["name", "downloadLocation", "versionInfo", "licenseDeclared"])

# Files and their digests.
names = sorted("./" + os.path.relpath(os.path.join(path, name), folder)
               for path, _, found in os.walk(folder) for name in found)
names.remove("./contagraph.spdx.json")
expect(sorted(one["fileName"] for one in bill["files"]) == names, "the files")
for one in bill["files"]:
    sums = {c["algorithm"]: c["checksumValue"] for c in one["checksums"]}
    expect(sums == {"SHA1": digest(one["fileName"], "sha1"),
                    "SHA256": digest(one["fileName"], "sha256")},
           f"digests of {one['fileName']}")
own = bill["packages"][0]
code = hashlib.sha1("".join(sorted(digest(name, "sha1") for name in names))
                    .encode()).hexdigest()
expect(own["packageVerificationCode"] == {
    "packageVerificationCodeValue": code,
    "packageVerificationCodeExcludedFiles": ["./contagraph.spdx.json"]},
    "the verification code")
expect(own["versionInfo"] == version, "the version")

# Relationships: of what is there, each file and each package once.
ends = []
for one in bill["relationships"]:
    for end in one["spdxElementId"], one["relatedSpdxElement"]:
        expect(end in identifiers, f"a relationship of {end}, which is not there")
        ends.append(end)
for one in identifiers[1:]:
    expect(one in ends, f"{one} is related to nothing")
expect({"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
        "relatedSpdxElement": "SPDXRef-contagraph"} in bill["relationships"],
       "what the document describes")
contained = [one["relatedSpdxElement"] for one in bill["relationships"]
             if one["relationshipType"] == "CONTAINS"]
expect(sorted(contained) == sorted(one["SPDXID"] for one in bill["files"]),
       "what the package contains")

# Libraries: those of configure.ac, but MPI, of which there are two.
with open(configure, encoding="utf-8") as file:
    asked = dict(re.findall(
        r"PKG_CHECK_MODULES\(\[\w+\], \[([\w.-]+) >= ([0-9.]+)", file.read()))
told = {one["name"]: one["versionInfo"] for one in bill["packages"][1:]}
for name, least in asked.items():
    expect(told.get(name) == f"{least} or later",
           f"{name} {least}: told as {told.get(name)}")
expect(set(told) == {*asked, "glpk", "graphviz"}, f"the libraries: {sorted(told)}")

for one in wrong:
    print(f"sbom: {one}", file=sys.stderr)
sys.exit(1 if wrong else 0)

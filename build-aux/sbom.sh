#!/bin/sh
# sbom.sh FOLDER VERSION: writes FOLDER/contagraph.spdx.json, the bill of
# materials of the release that lies in FOLDER, as SPDX 2.3: each of its files
# with its checksums, each library with its least version and its licence. The
# same files give the same bytes. tests/sbom.sh looks at it.
set -eu
LC_ALL=C
export LC_ALL
folder=$1
version=$2
here=$(cd "$(dirname "$0")" && pwd)
created=$(date -u -d "@$(sh "$here/source-date.sh")" +%Y-%m-%dT%H:%M:%SZ \
    2>/dev/null) ||
    created=$(date -u -r "$(sh "$here/source-date.sh")" +%Y-%m-%dT%H:%M:%SZ)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# digests BITS: a line for each file of the release, `DIGEST  ./NAME`
digests()
{
    if command -v "sha$1sum" >/dev/null 2>&1; then
        xargs "sha$1sum"
    else
        xargs shasum -a "$1"
    fi
}

# least MODULE: the least version that configure.ac asks for
least()
{
    sed -n "s/.*PKG_CHECK_MODULES(\[[A-Z0-9]*\], \[$1 >= \([0-9.]*\).*/\1/p" \
        "$here/../configure.ac"
}

# Names have no spaces: make could not release them.
(cd "$folder" && find . -type f ! -path ./contagraph.spdx.json | sort) \
    >"$work/names"
(cd "$folder" && digests 1 <"$work/names") >"$work/sha1"
(cd "$folder" && digests 256 <"$work/names") >"$work/sha256"
[ "$(wc -l <"$work/sha1")" -eq "$(wc -l <"$work/names")" ]
[ "$(wc -l <"$work/sha256")" -eq "$(wc -l <"$work/names")" ]
# What SPDX calls the verification code: the digest of all digests in order.
code=$(cut -c 1-40 "$work/sha1" | sort | tr -d '\n' >"$work/all" &&
    echo "$work/all" | digests 1 | cut -c 1-40)

# NAME RELATIONSHIP LICENCE LEAST-VERSION, of what is not in the release but
# linked with it, tests it or is started by it.
cat >"$work/others" <<END
igraph DEPENDS_ON GPL-2.0-or-later $(least igraph)
glpk DEPENDS_ON GPL-3.0-or-later -
libcgraph DEPENDS_ON EPL-1.0 $(least libcgraph)
jansson DEPENDS_ON MIT $(least jansson)
libxml-2.0 DEPENDS_ON MIT $(least libxml-2.0)
sqlite3 DEPENDS_ON blessing $(least sqlite3)
nettle DEPENDS_ON LGPL-3.0-or-later~OR~GPL-2.0-or-later $(least nettle)
libutf8proc DEPENDS_ON MIT $(least libutf8proc)
libarchive OPTIONAL_DEPENDENCY_OF BSD-2-Clause $(least libarchive)
cmocka TEST_DEPENDENCY_OF Apache-2.0 $(least cmocka)
graphviz RUNTIME_DEPENDENCY_OF EPL-1.0 -
END

cat >"$work/sbom" <<END
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "contagraph-$version",
  "documentNamespace": "https://spdx.org/spdxdocs/contagraph-$version-$code",
  "creationInfo": {
    "created": "$created",
    "creators": ["Tool: contagraph-sbom-$version"]
  },
  "packages": [
    {
      "name": "contagraph",
      "SPDXID": "SPDXRef-contagraph",
      "versionInfo": "$version",
      "packageFileName": "contagraph-$version.tar.gz",
      "downloadLocation": "NOASSERTION",
      "filesAnalyzed": true,
      "packageVerificationCode": {
        "packageVerificationCodeValue": "$code",
        "packageVerificationCodeExcludedFiles": ["./contagraph.spdx.json"]
      },
      "licenseConcluded": "GPL-3.0-or-later",
      "licenseDeclared": "GPL-3.0-or-later",
      "licenseInfoFromFiles": ["NOASSERTION"],
      "copyrightText": "NOASSERTION",
      "primaryPackagePurpose": "SOURCE"
    }
END
while read -r name _ licence least; do
    licence=$(echo "$licence" | tr '~' ' ')
    cat <<END
    ,{
      "name": "$name",
      "SPDXID": "SPDXRef-$name",
      "versionInfo": "$([ "$least" = - ] && echo any || echo "$least or later")",
      "downloadLocation": "NOASSERTION",
      "filesAnalyzed": false,
      "licenseConcluded": "NOASSERTION",
      "licenseDeclared": "$licence",
      "copyrightText": "NOASSERTION",
      "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER",
        "referenceType": "purl", "referenceLocator": "pkg:generic/$name"}]
    }
END
done <"$work/others" >>"$work/sbom"
printf '  ],\n  "files": [\n' >>"$work/sbom"
paste "$work/sha1" "$work/sha256" | awk '
    { printf "    %s{\"fileName\": \"%s\", \"SPDXID\": \"SPDXRef-file-%d\",",
             (NR > 1 ? "," : ""), $2, NR
      printf " \"licenseConcluded\": \"NOASSERTION\","
      printf " \"licenseInfoInFiles\": [\"NOASSERTION\"],"
      printf " \"copyrightText\": \"NOASSERTION\", \"checksums\": ["
      printf "{\"algorithm\": \"SHA1\", \"checksumValue\": \"%s\"}, ", $1
      printf "{\"algorithm\": \"SHA256\", \"checksumValue\": \"%s\"}]}\n", $3 }
    ' >>"$work/sbom"
printf '  ],\n  "relationships": [\n' >>"$work/sbom"
{
    echo SPDXRef-DOCUMENT DESCRIBES SPDXRef-contagraph
    awk '$2 == "DEPENDS_ON" { print "SPDXRef-contagraph", $2, "SPDXRef-" $1; next }
         { print "SPDXRef-" $1, $2, "SPDXRef-contagraph" }' "$work/others"
    awk '{ print "SPDXRef-contagraph CONTAINS SPDXRef-file-" NR }' "$work/names"
} | awk '
    { printf "    %s{\"spdxElementId\": \"%s\", \"relationshipType\": \"%s\",",
             (NR > 1 ? "," : ""), $1, $2
      printf " \"relatedSpdxElement\": \"%s\"}\n", $3 }' >>"$work/sbom"
printf '  ]\n}\n' >>"$work/sbom"
cp "$work/sbom" "$folder/contagraph.spdx.json"

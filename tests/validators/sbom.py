"""What CycloneDX's own library says of a bill of materials, and whether it names what cargo builds.

Usage: sbom.py FILE ARTIFACTS; the latter as `cargo build --message-format=json` prints them. Ends with 1 where the file
does not hold to the schema of the version that it names, or names other packages.
"""

import json
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = Path(sys.argv[1]).read_text(encoding="utf-8")
bill = json.loads(text)
error = JsonStrictValidator(SchemaVersion.from_version(bill["specVersion"])).validate_str(text)
if error:
    # The library prints the whole schema too.
    print(f"{sys.argv[1]}: {getattr(error.data, 'message', error)} at {list(getattr(error.data, 'path', []))}")
    sys.exit(1)
named = {f"{one['name']}@{one['version']}" for one in bill["components"]}
built = set()
for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
    message = json.loads(line)
    # `registry+https://github.com/rust-lang/crates.io-index#serde@1.0.0`; the package itself comes from a folder.
    if message["reason"] == "compiler-artifact" and message["package_id"].startswith("registry+"):
        built.add(message["package_id"].partition("#")[2])
if named != built:
    print(f"named and not built: {sorted(named - built)}; built and not named: {sorted(built - named)}")
    sys.exit(1)
print(f"{sys.argv[1]}: CycloneDX {bill['specVersion']}, {len(bill['components'])} components")

"""What is known of breaks that were tried, kept in the build's folder, so that a run that
was ended goes on where it was."""

import hashlib
import json


class Tried:
    """Of each break of one library: that it changes no code, or the tests that did not
    notice it and the one that did. It holds for a test as long as that has the same
    key, and for all as long as the library is the same."""

    def __init__(self, path, library):
        self.path = path
        self.known = {}
        of = {"library": hashlib.sha256(library.read_bytes()).hexdigest()}
        lines = path.read_text().splitlines() if path.exists() else []
        if lines and json.loads(lines[0]) == of:
            for line in lines[1:]:
                name, found = json.loads(line)
                self.known[tuple(name)] = found
        else:
            path.write_text(json.dumps(of) + "\n")

    def keep(self, broken, found):
        name = broken.source, broken.line, broken.old, broken.new
        self.known[name] = found
        with self.path.open("a") as file:
            file.write(json.dumps([name, found]) + "\n")

    def of(self, broken):
        """{} where nothing is known."""
        return self.known.get((broken.source, broken.line, broken.old, broken.new), {})

    def keep_same(self, broken):
        self.keep(broken, {"same": True})

    def keep_noticed(self, broken, test, key):
        self.keep(broken, {"by": [test, key]})

    def keep_passed(self, broken, keys):
        self.keep(broken, {"passed": sorted(keys)})

    def is_same(self, broken):
        """Whether a break is known to change no code; None where that is not known."""
        found = self.of(broken)
        return found.get("same", False) if found else None

    def noticed_by(self, broken, keys):
        """The test that is known to notice a break, by the `keys` that tests have."""
        test, key = self.of(broken).get("by", (None, None))
        return test if test and keys.get(test) == key else None

    def passed(self, broken):
        """The keys of the tests that did not notice it."""
        return set(self.of(broken).get("passed", ()))

"""What each client needs: a format and the header settings that suit its defects.

Found by reading the clients' sources and by running them; each entry says what it works around.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from termbase.errors import FormatError
from termbase.formats.base import Header
from termbase.languages import EN, ZH

_CN = ((ZH, "zh-CN"), (EN, "en"))
_CN_US = ((ZH, "zh-CN"), (EN, "en-US"))
_HANS = ((ZH, "zh-Hans"), (EN, "en"))
_PLAIN = ((ZH, "zh"), (EN, "en"))

_FORMS = (("entries", "form"),)
_PAIRS = (("layout", "pairs"), ("bom", "no"))


@dataclass(frozen=True, slots=True)
class Profile:
    """A client's format, its language tags and the writer's options, and why."""

    name: str
    format: str
    why: str
    tags: tuple[tuple[str, str], ...] = _CN
    deprecated: bool = False
    options: tuple[tuple[str, str], ...] = ()

    def header(self, base: Header | None = None) -> Header:
        """Return *base* (its title, direction, date) with this client's settings; options of *base* win."""
        base = base or Header()
        options = dict(self.options) | dict(base.options)
        return replace(
            base, tags=self.tags, deprecated=self.deprecated or base.deprecated, options=tuple(options.items())
        )


_ALL = (
    Profile(
        "omegat",
        "omegat",
        "its TBX reader crosses all synonyms and shows deprecated terms as good; in text each line is one pair",
    ),
    Profile(
        "omegat-tbx",
        "tbx",
        "TBX v2 without a namespace is all it reads; it compares the primary language only",
        options=(("own-notes", "no"), ("entries", "form")),
    ),
    Profile(
        "weblate",
        "po",
        "a glossary component; the language must be Weblate's own code (zh_Hans), status is said in flag and comment",
        tags=_HANS,
        deprecated=True,
    ),
    Profile(
        "weblate-tbx", "tbx", "TBX v2, tags compared exactly, first term of a language only", _HANS, options=_FORMS
    ),
    Profile("weblate-csv", "csv", "columns called source and target", _HANS, options=_PAIRS),
    Profile(
        "translate-toolkit", "tbx", "TBX v2 without namespace; tags compared exactly, first term only", options=_FORMS
    ),
    Profile("virtaal", "tbx", "reads through translate-toolkit", options=_FORMS),
    Profile("pootle", "po", "one entry a term, definitions as extracted comments", options=(("forms", "all"),)),
    Profile("lokalize", "tbx", "matches zh_CN, zh-CN and zh, but not zh-Hans; reads TBX v2 with tig", tags=_CN),
    Profile("okapi", "tbx", "reads TBX v2 and wants a language on every section", tags=_CN),
    Profile(
        "memoq",
        "xlsx",
        "each row becomes an entry; a column a language, synonyms in one cell with bars between them",
        tags=_CN_US,
        options=(("layout", "entry"),),
    ),
    Profile("trados", "tbx", "MultiTerm Convert reads TBX v2; ids become numbers there", tags=_CN_US, deprecated=True),
    Profile("multiterm", "multiterm", "MultiTerm's own XML, numeric ids", tags=_CN_US, deprecated=True),
    Profile("phrase", "tbx", "reads TBX; tags as in the project (zh-CN, en)", tags=_CN),
    Profile("phrase-strings", "csv", "CSV; en and en-US are different languages", tags=_CN, options=_PAIRS),
    Profile("deepl", "deepl", "two columns, one meaning a source, no control characters", tags=_PLAIN),
    Profile("crowdin", "tbx", "reads TBX v2 and CSV", tags=_CN),
    Profile("smartcat", "xlsx", "reads XLSX and TBX", tags=_CN),
    Profile("wordfast", "omegat", "tab-separated text", options=(("comment", "no"),)),
    Profile("pontoon", "tbx", "reads TBX v2 and v3; writes ones of its own kind", tags=_CN),
    Profile(
        "tbx-v3",
        "tbx",
        "ISO 30042:2019 for tools that validate; the old readers refuse it",
        tags=_HANS,
        deprecated=True,
        options=(("version", "3"),),
    ),
    Profile("goldendict", "dsl", "a dictionary to look words up in", tags=_CN),
)
PROFILES = {profile.name: profile for profile in _ALL}


def profile(name: str) -> Profile:
    """Return the settings for the client *name*; FormatError lists those there are."""
    if name not in PROFILES:
        raise FormatError(f"no profile is called {name!r}; there are {', '.join(PROFILES)}")
    return PROFILES[name]

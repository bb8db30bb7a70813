"""What became of a file that was sent in a conversation, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.document.cells import records
from forms.errors import Fact
from forms.exhibit import Exhibit, exhibit_from_json
from forms.form import Json
from forms.intake.reading import Reading, reading_from_json
from forms.intake.school_list import SchoolList, schools_from_json


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file: `reading` of a form, or `text` where it is none; a picture is an exhibit.

    `schools` is what it says read as a list of schools, where it is a sheet and none of the forms.
    `exhibits` are the pictures and tables of a form, made anew, each with the part it stands in; `inside`
    are the files of a zip. `mark` tells files of different content apart; empty where nothing was read.
    `codes` are the texts of the QR codes in a picture.

    `code` says why it could not be read (as `BadFile` does, and `picture`, `archive`, `rtf`), with the
    `facts` of its sentence; empty where it could.
    """

    name: str
    reading: Reading | None = None
    text: str = ""
    code: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    exhibits: tuple[Exhibit, ...] = ()
    schools: SchoolList | None = None
    inside: tuple["Receipt", ...] = ()
    mark: str = ""
    codes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """Give the receipt as the guarded child hands it over."""
        return {
            "name": self.name,
            "reading": self.reading.as_json() if self.reading else None,
            "text": self.text,
            "mark": self.mark,
            "code": self.code,
            "facts": dict(self.facts),
            "schools": self.schools.as_json() if self.schools else None,
            "codes": list(self.codes),
            "exhibits": [each.as_json() for each in self.exhibits],
        }


def receipt_from_json(line: Mapping[str, Json]) -> Receipt:
    """Give the receipt that `as_json` wrote."""
    reading, found, codes = line["reading"], line["facts"], line.get("codes")
    facts = found.items() if isinstance(found, dict) else ()
    return Receipt(
        name=str(line["name"]),
        reading=reading_from_json(reading) if isinstance(reading, dict) else None,
        text=str(line["text"]),
        mark=str(line.get("mark") or ""),
        code=str(line["code"]),
        facts={key: fact for key, fact in facts if isinstance(fact, (str, int))},
        schools=schools_from_json(line["schools"]),
        codes=tuple(map(str, codes)) if isinstance(codes, list) else (),
        exhibits=tuple(map(exhibit_from_json, records(line["exhibits"]))),
    )

"""One form to be made into a file: what every format needs to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.document.page import Page, page
from forms.exhibit import Exhibit
from forms.form import Answers, Form


@dataclass(frozen=True, slots=True)
class Job:
    """A form, its answers, their sealed envelope, the limits of its cells and the stamp on its pages.

    `mark` stands small beside the page number (a short code), `link` beside it as a QR; the official layout
    has neither.
    """

    form: Form
    answers: Answers
    envelope: str
    limits: Mapping[str, int]
    stamp: str = ""
    exhibits: Sequence[Exhibit] = ()
    mark: str = ""
    link: str = ""

    def foot(self, numbers: str) -> str:
        """Give the words at the foot of a page: its number, and the mark where there is one."""
        return f"{numbers}\u3000\u3000{self.mark}" if self.mark else numbers

    @property
    def page(self) -> Page:
        """Give the application form as one sheet of cells."""
        return page(self.form, self.answers, self.limits, self.exhibits)

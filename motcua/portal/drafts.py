"""A draft with its procedure: what every page of filing starts from."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from motcua.accounts.door import Actor
from motcua.dossiers.door import ComponentView, DraftView, draft_view
from motcua.portal.questions import pages_of
from motcua.procedures.door import (
    CaseView,
    FormDefinition,
    FormPage,
    ProcedureView,
    RequiredDocument,
    revision,
    validate_answers,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A required document and what was handed in for it."""

    document: RequiredDocument
    files: tuple[ComponentView, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, its revision of the procedure, and the form in the reader's language."""

    view: DraftView
    procedure: ProcedureView
    form: FormDefinition

    @property
    def case(self) -> CaseView:
        """The case of the procedure that the draft is about."""
        return self.procedure.case(self.view.case_key) or self.procedure.cases[0]

    @property
    def pages(self) -> list[FormPage]:
        """The form pages that have something to ask."""
        return pages_of(self.form, self.view.answers)

    @property
    def papers(self) -> list[Paper]:
        """The documents to hand in, each with its files; papers that are only shown are left out."""
        return papers_of(self.case, self.view.components)

    @property
    def strays(self) -> list[ComponentView]:
        """Files that belong to no document of the case, handed in before another case was chosen."""
        known = {document.key for document in self.case.documents}
        return [one for one in self.view.components if one.document_key not in known]

    def missing(self) -> dict[str, str]:
        """What is wrong with the answers so far, in words by field."""
        return validate_answers(self.form, self.view.answers)

    def missing_papers(self) -> list[Paper]:
        """Compulsory documents without a file."""
        return [paper for paper in self.papers if paper.document.compulsory and not paper.files]

    def after(self, page: FormPage) -> FormPage | None:
        """The next form page, None after the last one."""
        pages = self.pages
        keys = [one.key for one in pages]
        following = pages[keys.index(page.key) + 1 :] if page.key in keys else pages[:1]
        return following[0] if following else None

    def before(self, page: FormPage) -> FormPage | None:
        """The form page before, None on the first one."""
        keys = [one.key for one in self.pages]
        number = keys.index(page.key) if page.key in keys else 0
        return self.pages[number - 1] if number else None


def open_draft(actor: Actor, draft_id: UUID) -> Draft:
    """One's own draft. Raises NotFound, also once it was handed in."""
    view = draft_view(actor, draft_id=draft_id)
    procedure = revision(view.revision_id)
    return Draft(view, procedure, procedure.form_in(get_language() or "vi"))


def papers_of(case: CaseView, components: tuple[ComponentView, ...]) -> list[Paper]:
    """The documents of a case that are handed in, each with its files."""
    return [
        Paper(document, tuple(one for one in components if one.document_key == document.key))
        for document in case.documents
        if document.hand_in
    ]

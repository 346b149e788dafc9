"""The national portal's detail JSON of 2026."""

import re
from datetime import UTC, datetime

from knowledge.content_schema import Channel
from knowledge.importing.draft import Draft
from knowledge.importing.loose import Loose
from knowledge.importing.papers import add_paper

__all__ = ["read_detail"]

_CHANNELS = {"ONLINE": Channel.ONLINE, "POSTAL": Channel.POSTAL, "DIRECT": Channel.DIRECT}
_FREE = "Miễn phí"


def read_detail(record: Loose) -> Draft:
    """The draft of one procedure."""
    draft = Draft(code=record.text("code"), name=record.text("name"))
    draft.field = next((item.text("name") for item in record.items("categoriesDetails")), "")
    draft.commune, draft.full_process = record.flag("isWard"), record.flag("isFullProcess")
    bodies = (*record.items("unitGroupsExecuting"), *record.items("departmentsExecuting"))
    draft.agencies = ", ".join(body.text("name") for body in bodies if body.text("name"))
    draft.address, draft.conditions = record.text("dossierReceivingAddresses"), record.text("requirementsAndConditions")
    draft.who = [item.text("name") for item in record.items("subjectTypesDetails")]
    draft.results = [item.text("name") for item in record.items("resultsDetails")]
    draft.legal_bases = [item.text("code") or item.text("name") for item in record.items("legalBasisesDetails")]
    draft.steps = "\n".join(
        part
        for step in record.items("executionSteps")
        for part in (step.text("name"), step.text("description"))
        if part
    )
    if identifier := record.text("id"):
        draft.url = f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{identifier}"
    if re.fullmatch("[0-9]{12,13}", stamp := record.text("updatedAt")):
        draft.checked_on = datetime.fromtimestamp(int(stamp) / 1000, UTC).date()
    _methods(draft, record)
    for case in record.items("executionCases"):
        for paper in case.items("profileComponents"):
            add_paper(draft, paper.text("name"), case.text("name"), paper.text("originalQty"), paper.text("copyQty"))
    return draft


def _methods(draft: Draft, record: Loose) -> None:
    """The real time limit stands with the cases; the methods often say "1" of unit OTHER."""
    days = {
        (day.text("qty"), day.text("type")) for case in record.items("cases") for day in case.inside("processingDay")
    }
    for method in record.items("executionMethods"):
        channel = _CHANNELS.get(method.text("submissionMethod"), Channel.ANY)
        draft.channels.add(channel)
        unit = method.text("processingTimeUnit")
        if not (len(days) == 1 and unit in ("OTHER", "")):
            draft.add_limit(
                channel, method.text("processingTime"), "" if unit == "OTHER" else unit, method.text("description")
            )
        for row in method.items("fees"):
            amount = _FREE if row.text("value") in ("0", "0.0") else row.text("value")
            draft.add_fee(channel, amount, row.text("currencyId"), row.text("description"))
    if len(days) == 1 and not draft.limits:
        ((amount, unit),) = days
        draft.add_limit(Channel.ANY, amount, unit, "")

"""The actions the engine calls; each asks knowledge or a connector and answers with replies."""

from rasa_sdk import Action

from connectors.onestop import OneStop
from dialogues.actions.asking import (
    ActionAnswer,
    ActionChooseOther,
    ActionFallback,
    ActionListProcedures,
    ActionRepeat,
)
from dialogues.actions.dossier import (
    ActionAskDossierAnswer,
    ActionLookupDossier,
    ActionLostReceipt,
    DossierDesk,
    ValidateDossierForm,
)
from dialogues.actions.guide import (
    ActionAskGuideAnswer,
    ActionGuideLeave,
    ActionGuideOutside,
    ActionGuideResume,
    ActionGuideStart,
    ValidateGuideForm,
)
from dialogues.actions.people import ActionHandOver, ActionOutOfScope, ActionSmallTalk
from knowledge.base import KnowledgeBase

__all__ = ["all_actions"]


def all_actions(base: KnowledgeBase, onestop: OneStop | None, simulated: bool) -> list[Action]:
    """One instance of every action of the domain."""
    desk = DossierDesk(base, onestop, simulated)
    with_base = (
        ActionAnswer, ActionChooseOther, ActionListProcedures, ActionFallback, ActionRepeat, ActionGuideStart,
        ActionGuideResume, ActionGuideLeave, ActionGuideOutside, ActionAskGuideAnswer, ValidateGuideForm,
        ActionLostReceipt, ActionSmallTalk, ActionHandOver, ActionOutOfScope,
    )  # fmt: skip
    with_desk = (ActionLookupDossier, ActionAskDossierAnswer, ValidateDossierForm)
    return [*(action(base) for action in with_base), *(action(desk) for action in with_desk)]

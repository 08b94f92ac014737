"""What people ask of matching, in the order of the flow.

One model a command; a command's name is its class's in snake case. Nothing that is not in a model is
accepted.
"""

from services.matching.commands.directory import (
    AppointContactPerson,
    ChangeTeam,
    DissolveTeam,
    FormTeam,
    SeatCoreUnitMember,
    Unseat,
)
from services.matching.commands.match_request import (
    AcceptOffer,
    ConfirmMatch,
    DeclineOffer,
    EndMatch,
    OfferMatch,
    OpenMatchRequest,
    PlanMatches,
    ProposeCandidates,
    WidenSearch,
)
from services.matching.commands.professional import (
    AttestVetting,
    ConfirmProfile,
    DeclareConflict,
    Pause,
    RegisterProfessional,
    Resume,
    Retire,
    SetCapacity,
    ShareNationally,
    StopSharing,
    UpdateProfile,
)
from shared.contracts.asking import Command

_IN_ORDER: tuple[type[Command], ...] = (
    RegisterProfessional,
    UpdateProfile,
    ConfirmProfile,
    SetCapacity,
    Pause,
    Resume,
    Retire,
    AttestVetting,
    DeclareConflict,
    ShareNationally,
    StopSharing,
    FormTeam,
    ChangeTeam,
    DissolveTeam,
    SeatCoreUnitMember,
    Unseat,
    AppointContactPerson,
    OpenMatchRequest,
    ProposeCandidates,
    WidenSearch,
    OfferMatch,
    AcceptOffer,
    DeclineOffer,
    ConfirmMatch,
    EndMatch,
    PlanMatches,
)

COMMANDS: dict[str, type[Command]] = {command.name(): command for command in _IN_ORDER}
"""Every command of matching by its name."""

__all__ = [
    "COMMANDS",
    "AcceptOffer",
    "AppointContactPerson",
    "AttestVetting",
    "ChangeTeam",
    "ConfirmMatch",
    "ConfirmProfile",
    "DeclareConflict",
    "DeclineOffer",
    "DissolveTeam",
    "EndMatch",
    "FormTeam",
    "OfferMatch",
    "OpenMatchRequest",
    "Pause",
    "PlanMatches",
    "ProposeCandidates",
    "RegisterProfessional",
    "Resume",
    "Retire",
    "SeatCoreUnitMember",
    "SetCapacity",
    "ShareNationally",
    "StopSharing",
    "Unseat",
    "UpdateProfile",
    "WidenSearch",
]

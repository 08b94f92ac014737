from tests.specs.intake.decisions import CLOSE, EVALUATION, PLANNED
from tests.specs.intake.scenario import given


def test_a_pending_custody_dispute_blocks_no_step() -> None:
    """R-I4: a pending court case or custody dispute blocks no step."""
    dispute = given(
        *PLANNED,
        EVALUATION,
        situations=("demanding_separation",),
        trigger="Huoltoriita on käräjäoikeudessa, ratkaisu syksyllä.",
    )
    dispute.when(CLOSE).then("ReferralClosed")

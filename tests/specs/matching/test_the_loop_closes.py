"""From what a referral asks for to the expertise assigned on it: by facts, exactly once, across any stop."""

from uuid import uuid4

from services.intake.reactions import Assigning
from services.intake.service import open_intake
from services.matching.reactions import Opening
from tests.specs.matching.centre import NOW, Centre, done


def assigning(centre: Centre) -> Assigning:
    return next(loop for loop in centre.store.intake.desk.loops if isinstance(loop, Assigning))


def opening(centre: Centre) -> Opening:
    return next(loop for loop in centre.store.desk.loops if isinstance(loop, Opening))


class Contact:
    """A contact that asks for expertise, and the request that came of it."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.referral_id, self.request_id = centre.referral(), str(uuid4())
        wanted = {"competences": ["trauma"], "mode": "either"}
        asking = {"referral_id": self.referral_id, "match_request_id": self.request_id, **wanted}
        self.of_intake("request_expertise", **asking)
        centre.store.hear()
        while opening(centre).step():
            pass

    def of_intake(self, command: str, **data: object) -> None:
        done(self.centre.store.intake.send(command, data, who=NOW))

    def confirm(self) -> None:
        """Somebody is confirmed, and intake hears of it."""
        who = self.centre.professional()
        self.centre.does("propose_candidates", match_request_id=self.request_id)
        told = {"professional_ids": [who], "reason": "Hän tuntee asian."}
        self.centre.does("confirm_match", match_request_id=self.request_id, **told)
        self.centre.store.be_heard()

    @property
    def assigned(self) -> int:
        """How many facts say that it is assigned, as whoever reads intake is told."""
        told, position = 0, 0
        while facts := self.centre.store.intake.facts_after(position)["facts"]:
            told += sum(
                "expertise-assigned" in each["type"] and each["data"]["match_request_id"] == self.request_id
                for each in facts
            )
            position = facts[-1]["position"]
        return told


def test_a_confirmed_match_is_assigned_on_the_referral(centre: Centre) -> None:
    """R-I2: the step of expertise is done."""
    contact = Contact(centre)
    contact.confirm()
    assert contact.assigned == 0
    while assigning(centre).step():
        pass
    assert contact.assigned == 1
    shown = centre.store.intake.ask("referral", {"referral_id": contact.referral_id}, who=NOW)
    assert done(shown)["steps"]["expertise"] == "done"


def test_nothing_is_assigned_before_somebody_is_confirmed(centre: Centre) -> None:
    contact = Contact(centre)
    centre.professional()
    centre.does("propose_candidates", match_request_id=contact.request_id)
    centre.store.be_heard()
    assert not assigning(centre).step()
    assert contact.assigned == 0


def test_confirmed_again_after_an_end_it_is_not_assigned_again(centre: Centre) -> None:
    """R-M8 beside R-I2: another match of the same request is the same expertise."""
    contact = Contact(centre)
    contact.confirm()
    while assigning(centre).step():
        pass
    centre.does("end_match", match_request_id=contact.request_id, reason="Tauko.", ended_on="2025-09-02")
    contact.confirm()
    while assigning(centre).step():
        pass
    assert contact.assigned == 1


def test_after_a_stop_another_process_assigns_what_is_left(centre: Centre) -> None:
    """Nothing is lost and nothing done twice, wherever it stopped."""
    first, second = Contact(centre), Contact(centre)
    first.confirm()
    second.confirm()
    assigning(centre).step()
    desk = open_intake(centre.store.intake.settings, centre.store.intake.beside)
    started_again = next(loop for loop in desk.loops if isinstance(loop, Assigning))
    while started_again.step():
        pass
    assert (first.assigned, second.assigned) == (1, 1)


def test_what_came_too_late_for_the_referral_is_put_aside(centre: Centre) -> None:
    """The referral was withdrawn meanwhile: nothing is assigned, and nothing waits for ever."""
    contact = Contact(centre)
    contact.of_intake("withdraw_referral", referral_id=contact.referral_id, reason="Peruttu.")
    contact.confirm()
    assert assigning(centre).standing()["waiting"] == 1
    while assigning(centre).step():
        pass
    assert contact.assigned == 0
    assert assigning(centre).standing()["waiting"] == 0


def test_reopened_the_referral_is_told_of_what_was_found_meanwhile(centre: Centre) -> None:
    """R-I9 beside R-I2: what came too late for an ended contact is not lost for one that goes on."""
    contact = Contact(centre)
    contact.of_intake("withdraw_referral", referral_id=contact.referral_id, reason="Peruttu.")
    contact.confirm()
    while assigning(centre).step():
        pass
    contact.of_intake("reopen_referral", referral_id=contact.referral_id, reason="Asia jatkuu.")
    while assigning(centre).step():
        pass
    assert contact.assigned == 1

"""The words of the pages: codes that are not in the reference lists, as keys of their translations.

`N_` only marks a sentence for the catalogues; it is said in the reader's language where a page is drawn.
"""

from services.gateway.pages.billing_words import BILLING_WORDS
from services.gateway.pages.case_words import CASE_FACTS, CASE_WORDS
from services.gateway.pages.directory_words import DIRECTORY_WORDS
from services.gateway.pages.feedback_words import FEEDBACK_FACTS, FEEDBACK_WORDS
from services.gateway.pages.matching_words import MATCHING_WORDS
from shared.kernel.reference import codes, label


def N_(sentence: str) -> str:  # noqa: N802 - the name that extraction tools know
    """The sentence itself."""
    return sentence


WORDS: dict[str, dict[str, str]] = {
    "states": {
        "received": N_("Received"),
        "background_gathered": N_("Background gathered"),
        "structured": N_("Structured"),
        "assessed": N_("Assessed"),
        "planned": N_("Planned"),
        "evaluated": N_("Evaluated"),
        "closed": N_("Closed"),
        "declined": N_("Declined"),
        "redirected": N_("Redirected"),
        "withdrawn": N_("Withdrawn"),
    },
    "step_states": {"done": N_("done"), "skipped": N_("skipped"), "open": N_("open"), "next": N_("next")},
    "channels": {
        "phone": N_("Phone"),
        "web": N_("Web form"),
        "email": N_("Email"),
        "visit": N_("Visit"),
        "api": N_("From another system"),
    },
    "urgencies": {
        "routine": N_("Routine"),
        "urgent": N_("Urgent"),
        "immediate": N_("Immediate"),
    },
    "legal_bases": {
        "statutory_task": N_("Statutory task"),
        "consent": N_("Consent"),
        "urgent_protection": N_("Urgent protection"),
        "other_statute": N_("Another statute"),
    },
    "same_or_not": {"yes": N_("Yes, the same contact"), "no": N_("No, a contact of its own")},
    "levels": {"basic": N_("Basic"), "special": N_("Special"), "demanding": N_("Demanding")},
    "outcomes": {
        "resolved": N_("The situation was resolved"),
        "moved_on": N_("The situation moved on"),
        "unchanged": N_("No change"),
        "worse": N_("The situation got worse"),
    },
    "step_outcomes": {
        "done": N_("Done"),
        "moved": N_("Moved to a later day"),
        "dropped": N_("Dropped"),
    },
    "informed": {"client": N_("Client"), "guardian": N_("Guardian"), "notifier": N_("Notifier")},
    "report_to": {"police": N_("Police"), "child_welfare": N_("Child welfare")},
    "relations": {
        "contact": N_("Is in contact already"),
        "would_benefit": N_("Would benefit"),
    },
    "modes": {"virtual": N_("Remotely"), "on_site": N_("On site")},
    "modes_or_either": {
        "either": N_("Either"),
        "virtual": N_("Remotely"),
        "on_site": N_("On site"),
    },
    "roles": {
        "coordinator": N_("OT coordinator"),
        "contact_person": N_("Contact person"),
        "professional": N_("Professional"),
        "expert": N_("Expert"),
        "worker": N_("Worker"),
        "provider": N_("Provider"),
        "buyer": N_("Buyer"),
        "finance": N_("Finance"),
        "researcher": N_("Researcher"),
        "operator": N_("Operator"),
        "admin": N_("Administrator"),
        "integrator": N_("Integrator"),
        "link": N_("Through a link"),
        "system": N_("The system"),
    },
    "waiting": {
        "assess_urgency": N_("Assess the urgency"),
        "first_decision": N_("First decision"),
        "tell_decision": N_("Tell of the first decision"),
        "assessment": N_("Assessment"),
        "duty_to_report": N_("Duty to report"),
        "resolve_duplicate": N_("Possible duplicate"),
        "next_step": N_("Next step"),
        "close": N_("Ready to be closed"),
        "step_report": N_("Agreed step"),
        "evaluation": N_("Evaluation"),
        "expertise": N_("Special expertise"),
        "write_up_meeting": N_("Meeting to write up"),
        "monthly_report": N_("Monthly report"),
        "read_report": N_("Report to read"),
        "glass_broken": N_("Opened in an emergency: look why"),
        "joint_meeting": N_("Joint meeting with the buyer"),
        "cadence": N_("A week with too few meetings"),
        "feedback_unreachable": N_("Somebody cannot be asked: no safe contact is known"),
        "feedback_missed": N_("Somebody did not answer twice in a row"),
        "decline_noticed": N_("The answers are getting worse"),
        "wave_to_hand_over": N_("Questions to hand over on paper"),
    },
    "waiting_for": {
        "duplicate": N_("Possible duplicate"),
        "duty_to_report": N_("Duty to report"),
        "first_decision": N_("First decision"),
        "urgency": N_("Urgency"),
        "steps": N_("Agreed steps"),
        "buffer": N_("Background"),
        "structuring": N_("Structuring of the situation"),
        "assessment": N_("Assessment"),
        "expertise": N_("Special expertise"),
        "plan": N_("Plan"),
        "evaluation": N_("Evaluation"),
    },
    "duties": {
        "not_asked": N_("Not asked for"),
        "open": N_("Open: make the report or say why not"),
        "made": N_("Made"),
        "explained": N_("Not made, with a reason"),
    },
    "facts": {
        "referral-received": N_("The contact was received"),
        "subject-identified": N_("The child or young person was named"),
        "duplicate-resolved": N_("A possible duplicate was looked at"),
        "referral-screened": N_("The OT screen was answered"),
        "need-identified-otherwise": N_("The need was identified without the screen"),
        "urgency-assessed": N_("The urgency was assessed"),
        "first-decision-recorded": N_("The first decision was recorded"),
        "duty-to-report-recorded": N_("The duty to report was recorded"),
        "advice-given": N_("Advice was given"),
        "background-gathered": N_("The background was gathered"),
        "situation-structured": N_("The situation was structured"),
        "step-skipped": N_("A step was skipped"),
        "assessment-recorded": N_("The assessment was recorded"),
        "consultation-held": N_("A consultation was held"),
        "tier-decided": N_("The tier was decided"),
        "expertise-requested": N_("Special expertise was requested"),
        "expertise-assigned": N_("Special expertise was assigned"),
        "consultation-plan-agreed": N_("The plan was agreed"),
        "consultation-plan-revised": N_("The plan was revised"),
        "step-reported": N_("A step was reported on"),
        "consultation-evaluated": N_("The consultation was evaluated"),
        "referral-declined": N_("The contact was declined"),
        "referral-redirected": N_("The contact was redirected"),
        "referral-withdrawn": N_("The contact was withdrawn"),
        "referral-reopened": N_("The contact was reopened"),
        "glass-broken": N_("The contact was opened in an emergency"),
        "referral-closed": N_("The contact was closed"),
        "referral-destruction-asked": N_("The destruction of the contact's texts was asked for"),
        "referral-destroyed": N_("The contact's texts were destroyed"),
    },
    "reveals": {
        "arranging": N_("To arrange the work"),
        "safety": N_("For somebody's safety"),
        "authority": N_("An authority has a right to it"),
    },
    "custodies": {"joint": N_("Joint"), "sole": N_("Sole"), "none": N_("None")},
    "safe_channels": {
        "email": N_("Email"),
        "sms": N_("Text message"),
        "phone": N_("Phone"),
        "paper": N_("Letter"),
    },
    "child_languages": {
        "fi": N_("Finnish"),
        "sv": N_("Swedish"),
        "se": N_("Northern Sami"),
        "en": N_("English"),
        "ru": N_("Russian"),
        "uk": N_("Ukrainian"),
        "et": N_("Estonian"),
        "ar": N_("Arabic"),
        "so": N_("Somali"),
    },
}
WORDS |= CASE_WORDS | BILLING_WORDS | DIRECTORY_WORDS | MATCHING_WORDS | FEEDBACK_WORDS
WORDS["facts"] |= CASE_FACTS | FEEDBACK_FACTS
WORDS["facts"]["invoice-issued"] = N_("An invoice or a credit note was issued")
ENDED = frozenset({"closed", "declined", "redirected", "withdrawn"})


def code_list(name: str) -> tuple[str, ...]:
    """The codes of one of these lists or of a reference list, in its order."""
    return tuple(WORDS[name]) if name in WORDS else codes(name)


def word(name: str, code: object, language: str) -> str:
    """A code's word: of these lists in English (to be translated), of the others in the language."""
    key = str(code)
    return WORDS[name].get(key, key) if name in WORDS else label(name, key, language)


IN_SENTENCES = (
    N_("closed"),
    N_("declined"),
    N_("redirected"),
    N_("withdrawn"),
    N_("structuring"),
    N_("expertise"),
    N_("coordinator"),
    N_("contact_person"),
    N_("professional"),
    N_("worker"),
    N_("expert"),
    N_("buyer"),
    N_("provider"),
    N_("finance"),
    N_("researcher"),
    N_("operator"),
    N_("admin"),
)
"""Words that services put into the places of their sentences."""

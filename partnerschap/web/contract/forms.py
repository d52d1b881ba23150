"""The forms of the end: the questions before signing, signing, declining, and the reasons for going back."""

from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField

from partnerschap.domain import limits
from partnerschap.domain.agreement import Terms
from partnerschap.domain.kinds import Intent
from partnerschap.web.fields import Day, Line, Pick, Sheet, Text, fits, says
from partnerschap.web.i18n import day
from partnerschap.web.tongue import _l


class TermsForm(Sheet):
    """What the group agrees on before it signs."""

    non_compliance = Text(
        _l("Wat doen we als iemand zich er niet aan houdt?"),
        [says(), fits()],
        rows=3,
        description=_l("Bijvoorbeeld: we praten eerst met elkaar, zonder verwijt."),
    )
    guardian = Text(_l("Wie let op deze afspraak?"), [fits()], optional=True)
    confidentiality = Text(_l("Hoe gaan we om met wat vertrouwelijk is?"), [fits()], rows=3, optional=True)
    review_on = Day(
        _l("Op welke dag kijken we weer?"), [says()], description=_l("Bijvoorbeeld over een half jaar.")
    )
    intent = Pick(
        _l("Hoe zien jullie deze afspraak?"),
        [
            (Intent.MORAL.value, _l("Als een morele afspraak")),
            (Intent.COMMITTED.value, _l("We willen ons hieraan houden")),
        ],
        default=Intent.MORAL.value,
    )
    annex = Pick(
        _l("Willen jullie een bijlage over hoe jullie samenwerken?"),
        [("", _l("Nee, geen bijlage")), ("1", _l("Ja, voeg een bijlage toe"))],
        default="",
        description=_l(
            "Daarin staat hoe de antwoorden verdeeld zijn en wat over vertrouwen is gezegd, niet door wie."
        ),
    )

    asked: ClassVar = ("non_compliance", "guardian", "confidentiality", "review_on", "intent", "annex")
    """The fields in the order in which they are asked."""

    @classmethod
    def of(cls, terms: Terms | None) -> "TermsForm":
        """Return the form, filled in with what was agreed earlier."""
        if terms is None:
            return cls(formdata=None)
        return cls(
            formdata=None,
            non_compliance=terms.non_compliance,
            guardian=terms.guardian,
            confidentiality=terms.confidentiality,
            review_on=terms.review_on,
            intent=terms.intent.value,
            annex="1" if terms.annex else "",
        )

    @classmethod
    def answered(cls, terms: Terms) -> list[tuple[str, str]]:
        """Return the questions with their answers, to read."""
        form = cls.of(terms)
        said = [
            terms.non_compliance,
            terms.guardian,
            terms.confidentiality,
            day(terms.review_on),
            str(dict(form.intent.options)[terms.intent.value]),
            str(dict(form.annex.options)["1" if terms.annex else ""]),
        ]
        return [(str(form[name].label.text), text) for name, text in zip(cls.asked, said, strict=True)]

    def act(self) -> dict[str, Any]:
        """Return the act that this form asks for."""
        review_on = self.review_on.data
        return {
            "do": "terms",
            "non_compliance": self.non_compliance.data or "",
            "guardian": self.guardian.data or "",
            "confidentiality": self.confidentiality.data or "",
            "review_on": review_on.isoformat() if review_on else None,
            "intent": self.intent.data,
            "annex": bool(self.annex.data),
        }


class SignForm(Sheet):
    """One person's answer to the frozen text; which button was pressed says which."""

    op = HiddenField()
    hash = HiddenField()
    on_behalf = HiddenField()
    strokes = HiddenField()
    method = HiddenField()
    typed = Line(_l("Jouw naam"), [fits(limits.NAME)], id="sign-name")
    consent = BooleanField()
    because = Text(_l("Wil je zeggen waarom niet?"), [fits()], optional=True)


class ReasonForm(Sheet):
    """A reason that others will read."""

    op = HiddenField()
    because = Text(_l("Waarom wil je dit?"), [fits()], rows=3)

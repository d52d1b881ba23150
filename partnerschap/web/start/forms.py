"""The forms for beginning and joining; their limits are those of the domain."""

from dataclasses import replace
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms import FileField, HiddenField

from partnerschap.domain import commands as cmd
from partnerschap.domain import limits
from partnerschap.domain.begin import Begin
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.kinds import Form, Kind, Language, Names, Side
from partnerschap.domain.model import PartnershipMap
from partnerschap.web.fields import Line, Pick, Sheet, Text, Ticks, fits, says
from partnerschap.web.tongue import _, _l

OVERLOOKED = (
    ("neighbours", _l("buren")),
    ("faith", _l("de kerk of de moskee")),
    ("mentor", _l("een mentor of maatje")),
    ("sports", _l("de sportclub")),
    ("colleague", _l("een collega van het werk")),
    ("fellow", _l("iemand die hetzelfde meemaakt")),
)
"""Partners who are usually overlooked (METHOD.md, section 2); a help to think with, nothing is kept."""


HELPS = "begeleidt"
"""What somebody answers to 'which side?' who comes to facilitate and is no partner."""


class AboutYou(Sheet):
    """What somebody tells of themselves when they come in."""

    name = Line(
        _l("Hoe heet je?"),
        [says(), fits(limits.NAME)],
        autocomplete="name",
        description=_l("De anderen zien je voornaam. In het contract komt je hele naam."),
    )
    called = Line(
        _l("Hoe wil je genoemd worden?"),
        [fits(limits.NAME)],
        optional=True,
        description=_l("Alleen als dat anders is dan je voornaam. Bijvoorbeeld: Opa Jan."),
    )
    role = Line(
        _l("Wat is je rol?"),
        [fits()],
        optional=True,
        description=_l("Bijvoorbeeld: buurvrouw, wijkagent, voorzitter."),
    )
    organisation = Line(
        _l("Hoor je bij een organisatie?"),
        [fits()],
        optional=True,
        description=_l("In de eerste drie stappen ziet niemand je rol of organisatie."),
    )

    def person(self, person: ParticipantId, side: str) -> cmd.Join:
        """Return somebody who comes in on this side, on a device of their own."""
        return cmd.Join(
            id=person,
            name=self.name.data or "",
            called=self.called.data or "",
            side=Side(side) if side in set(Side) else None,
            role=self.role.data or "",
            organisation=self.organisation.data or "",
            takes_part=side != HELPS,
        )


class BeginForm(AboutYou):
    """A new map and its facilitator."""

    in_order = (
        *("title", "subject", "situation"),
        *("kind", "form", "names", "language", "informal_word", "formal_word"),
        *("name", "side", "called", "role", "organisation", "invites"),
    )

    map_id = HiddenField()
    title = Line(
        _l("Hoe heet jullie samenwerking?"),
        [says(), fits()],
        description=_l("Bijvoorbeeld: Het plein van iedereen."),
    )
    subject = Line(
        _l("Waar gaat het gesprek over?"),
        [says(), fits()],
        description=_l("Dit komt in de zin ‘Ik vind … geslaagd als …’. Bijvoorbeeld: ons jongerenplan."),
    )
    situation = Text(
        _l("Wat is er aan de hand?"),
        [fits()],
        optional=True,
        description=_l("Schrijf geen namen of gegevens op van mensen die er niet bij zijn."),
    )
    kind = Pick(
        _l("Met wie vul je de kaart in?"),
        [
            (Kind.PARTNERSHIP.value, _l("Met vrijwilligers en professionals")),
            (Kind.TEAM.value, _l("Met een team van professionals")),
        ],
        hints={
            Kind.PARTNERSHIP.value: _l("Er is een formele en een informele kant."),
            Kind.TEAM.value: _l("Er is één kant. De regels over twee kanten gelden dan niet."),
        },
        default=Kind.PARTNERSHIP.value,
    )
    form = Pick(
        _l("Hoeveel tijd hebben jullie?"),
        [(Form.LONG.value, _l("De tijd nemen")), (Form.SHORT.value, _l("Kort"))],
        hints={
            Form.LONG.value: _l("Elke stap apart, met vijf poorten. Reken op drie uur, of op twee avonden."),
            Form.SHORT.value: _l("Eerst de waarden, daarna de andere stappen samen. Reken op anderhalf uur."),
        },
        default=Form.LONG.value,
    )
    names = Pick(
        _l("Staan er namen bij wat mensen schrijven?"),
        [(Names.FIRST.value, _l("Ja, voornamen")), (Names.NONE.value, _l("Nee, zonder namen"))],
        hints={
            Names.FIRST.value: _l("In de eerste drie stappen staat er nooit een rol of organisatie bij."),
            Names.NONE.value: _l("Niemand ziet dan wie wat schreef. Dat kan later niet meer anders."),
        },
        default=Names.FIRST.value,
    )
    formal_word = Line(
        _l("Hoe noemen jullie de formele kant?"),
        [fits(limits.NAME)],
        description=_l("Bijvoorbeeld: professionals, gemeente."),
    )
    informal_word = Line(
        _l("Hoe noemen jullie de informele kant?"),
        [fits(limits.NAME)],
        description=_l("Bijvoorbeeld: bewoners, vrijwilligers, mantelzorgers."),
    )
    language = Pick(
        _l("In welke taal vullen jullie de kaart in?"),
        [(Language.NL.value, "Nederlands"), (Language.EN.value, "English")],
        default=Language.NL.value,
    )
    side = Pick(
        _l("Doe je zelf ook mee als partner?"),
        [
            ("", _l("Nee, ik begeleid alleen")),
            (Side.FORMAL.value, _l("Ja, aan de formele kant")),
            (Side.INFORMAL.value, _l("Ja, aan de informele kant")),
        ],
        default="",
    )
    invites = Ticks(
        _l("Wie nodig je nog meer uit?"),
        OVERLOOKED,
        description=_l("Aan deze mensen denken we vaak niet. Wat je hier aanvinkt, bewaren we niet."),
    )

    def command(self, map_id: MapId) -> Begin:
        """Return the map that this form asks for."""
        return Begin(
            id=map_id,
            title=self.title.data or "",
            subject=self.subject.data or "",
            situation=self.situation.data or "",
            kind=Kind(str(self.kind.data)),
            form=Form(str(self.form.data)),
            language=Language(str(self.language.data)),
            names=Names(str(self.names.data)),
            formal_word=self.formal_word.data or "",
            informal_word=self.informal_word.data or "",
        )

    def facilitator(self, person: ParticipantId) -> cmd.Join:
        """Return who begins it and facilitates it, as a partner or not."""
        return replace(self.person(person, self.side.data or HELPS), facilitator=True)


class OpenForm(AboutYou):
    """A contract to go on with, and who facilitates that."""

    in_order = ("file", "name", "side", "called", "role", "organisation")

    map_id = HiddenField()
    file = FileField(_l("Kies het contract op je apparaat"))
    side = BeginForm.side

    facilitator = BeginForm.facilitator


class CodeForm(Sheet):
    """The spoken code, typed."""

    code = Line(_l("Jullie code"), variant="code")


class JoinForm(AboutYou):
    """Somebody who takes a place at the table."""

    in_order = ("name", "side", "called", "role", "organisation")

    side = Pick(_l("Bij welke kant hoor je?"))

    @classmethod
    def of(cls, state: PartnershipMap, sent: MultiDict[str, str] | None = None) -> Self:
        """Return the form for this map: with its own words for the sides, or without sides in a team.

        A team has one side. Nobody is asked which; who names it all the same is let in.
        """
        form = cls(sent)
        if state.kind is Kind.TEAM:
            form.side.label.text = _("Hoe doe je mee?")
            form.side.accepts = frozenset(Side)
        form.side.options = [*side_choices(state), (HELPS, _("Ik help begeleiden"))]
        form.side.hints = side_hints(state)
        return form

    def command(self, person: ParticipantId, *, device: bool = True) -> cmd.Join:
        """Return the person who joins; without a device, when somebody else joins for them."""
        side = self.side.data if "side" in self else ""
        return replace(self.person(person, side or ""), device=device)


class SeatForm(JoinForm):
    """Somebody without a device, whom another puts at the table: asked about, not asked."""

    name = Line(
        _l("Hoe heet die persoon?"),
        [says(), fits(limits.NAME)],
        description=_l("De anderen zien de voornaam. In het contract komt de hele naam."),
    )
    called = Line(
        _l("Hoe wil die persoon genoemd worden?"),
        [fits(limits.NAME)],
        optional=True,
        description=_l("Alleen als dat anders is dan de voornaam. Bijvoorbeeld: Opa Jan."),
    )
    role = Line(
        _l("Wat is de rol van die persoon?"),
        [fits()],
        optional=True,
        description=_l("Bijvoorbeeld: buurvrouw, wijkagent, voorzitter."),
    )
    organisation = Line(
        _l("Hoort die persoon bij een organisatie?"),
        [fits()],
        optional=True,
        description=_l("In de eerste drie stappen ziet niemand de rol of organisatie."),
    )
    side = Pick(_l("Bij welke kant hoort die persoon?"))

    @classmethod
    def of(cls, state: PartnershipMap, sent: MultiDict[str, str] | None = None) -> Self:
        """Return the form for this map; who has no device cannot facilitate, so a team is not asked."""
        form = super().of(state, sent)
        form.side.options = side_choices(state)
        if state.kind is Kind.TEAM:
            del form.side
        return form


def side_hints(state: PartnershipMap) -> dict[str, Any]:
    """Return who belong to each side, where the map has no words of its own for it."""
    hints = {
        Side.INFORMAL: _("vrijwilligers, bewoners, mantelzorgers, verenigingen"),
        Side.FORMAL: _("betaalde professionals, gemeente"),
    }
    return {side.value: hint for side, hint in hints.items() if not state.side_words.get(side)}


def side_choices(state: PartnershipMap) -> list[tuple[str, str]]:
    """Return the two sides in the words of this map; a team has none."""
    if state.kind is Kind.TEAM:
        return [("", _("Ik doe mee"))]
    words = {Side.FORMAL: _("formele kant"), Side.INFORMAL: _("informele kant")}
    return [(side.value, state.side_words.get(side) or words[side]) for side in (Side.INFORMAL, Side.FORMAL)]

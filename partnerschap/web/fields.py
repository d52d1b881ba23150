"""WTForms fields that come out as the macros of `ui/forms.html`, and checks by the limits of the domain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from flask import get_template_attribute
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import DateField, Field, Form, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError

from partnerschap.domain import limits
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, says_something
from partnerschap.web.words import refusal_text

Check = Callable[[Form, Field], None]
Options = Sequence[tuple[str, Any]]


class Said(str):
    """What is said at a field about a rule that was broken, with the code of that refusal."""

    __slots__ = ("code",)
    code: Code

    def __new__(cls, refusal: Refusal) -> Self:
        """Say it in the language of the request."""
        said = super().__new__(cls, refusal_text(refusal))
        said.code = refusal.code
        return said


class _Macro:
    """A widget that calls a macro with the name, label, value, hint and error of its field."""

    def __init__(self, macro: str, **fixed: Any) -> None:
        self.macro = macro
        self.fixed = fixed

    def __call__(self, field: Any, **more: Any) -> Markup:
        render = get_template_attribute("ui/forms.html", self.macro)
        given = {
            "id": field.id,
            "hint": str(field.description or ""),
            "error": str(field.errors[0]) if field.errors else "",
            **field.shape(),
            **self.fixed,
            **more,
        }
        return Markup(render(field.name, str(field.label.text), **given))  # noqa: S704 - the macro escapes


class Line(StringField):
    """One line of text; `shape` names the macro's own arguments."""

    def __init__(self, label: Any, checks: Iterable[Check] = (), **more: Any) -> None:
        self._shape: dict[str, Any] = {
            key: more.pop(key) for key in ("variant", "autocomplete", "optional") if key in more
        }
        super().__init__(label, list(checks), widget=_Macro("textbox"), **more)

    def shape(self) -> dict[str, Any]:
        """Return what the macro needs beside name and label."""
        return {"value": self.data or "", **self._shape}


class Text(TextAreaField):
    """Several lines of text."""

    def __init__(self, label: Any, checks: Iterable[Check] = (), **more: Any) -> None:
        self._shape: dict[str, Any] = {key: more.pop(key) for key in ("rows", "optional") if key in more}
        super().__init__(label, list(checks), widget=_Macro("textarea"), **more)

    def shape(self) -> dict[str, Any]:
        """Return what the macro needs beside name and label."""
        return {"value": self.data or "", **self._shape}


class Day(DateField):
    """A day; what was typed stays in the field, also when it is no day."""

    def __init__(self, label: Any, checks: Iterable[Check] = (), **more: Any) -> None:
        widget = _Macro("textbox", kind="date", variant="short")
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(label, list(checks), format=formats, widget=widget, **more)

    def shape(self) -> dict[str, Any]:
        """Return the typed text as the value."""
        return {"value": self._value()}  # type: ignore[attr-defined]  # the stubs lack it

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; an empty field is no day, and no error of its own."""
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as problem:
            raise ValueError(refusal_text(refuse(Code.INVALID_VALUE, "due"))) from problem


class Pick(StringField):
    """One of a few answers; `options` are pairs of value and label, `hints` say more about some of them.

    What `accepts` names is taken as well, and not offered.
    """

    def __init__(self, label: Any, options: Options = (), **more: Any) -> None:
        self.options = options
        self.accepts: frozenset[str] = frozenset()
        self.hints: Mapping[str, Any] = more.pop("hints", {})
        super().__init__(label, widget=_Macro("choices"), **more)

    def shape(self) -> dict[str, Any]:
        """Return the options as the macro takes them."""
        return {"options": _options(self.options, self.hints), "value": self.data or ""}

    def pre_validate(self, form: Any) -> None:
        """Refuse an answer that is not among those offered."""
        super().pre_validate(form)
        if (self.data or "") not in {value for value, _label in self.options} | self.accepts:
            raise ValidationError(refusal_text(refuse(Code.INVALID_VALUE, self.short_name)))


class Ticks(Field):
    """Boxes to tick; `options` are pairs of value and label."""

    def __init__(self, label: Any, options: Options = (), **more: Any) -> None:
        self.options = options
        super().__init__(label, widget=_Macro("choices", kind="checkbox"), **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the values that were ticked."""
        self.data = list(valuelist)

    def shape(self) -> dict[str, Any]:
        """Return the options as the macro takes them."""
        return {"options": _options(self.options, {}), "value": self.data or []}


class Sheet(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form of this application: nothing is marked by the browser, everything by us."""

    in_order: ClassVar[tuple[str, ...]] = ()
    """The fields as they stand on the page, where that is not the order in which they are declared."""

    @property
    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong for the summary above the form, each with the id of its field."""
        last = len(self.in_order)
        place = {name: number for number, name in enumerate(self.in_order)}
        shown = sorted(self, key=lambda field: place.get(field.short_name, last))
        return [{"id": field.id, "text": str(text)} for field in shown for text in field.errors[:1]]

    @property
    def broken_rule(self) -> Code:
        """Return the code of the first thing that is wrong; what no rule names is an invalid value."""
        said = (text for field in self for text in field.errors[:1])
        first = next(said, None)
        return first.code if isinstance(first, Said) else Code.INVALID_VALUE

    def misfit(self, sent: Mapping[str, object]) -> Refusal | None:
        """Refuse data whose keys this form does not ask for, or whose values are no text."""
        odd = next(
            (key for key, value in sent.items() if not (self._asks(key) and isinstance(value, str))), None
        )
        return None if odd is None else refuse(Code.INVALID_VALUE, ascii(odd)[1:-1][: limits.NAME])

    def _asks(self, name: str) -> bool:
        return isinstance(getattr(type(self), name, None), UnboundField)

    def refused(self, refusal: Refusal) -> None:
        """Put a refusal of the method at the field that it is about, or at the first field."""
        self.put(refusal.about[0] if refusal.about else "", refusal_text(refusal))

    def put(self, name: str, text: str) -> None:
        """Put an error at a field; at the first field when the form has none of that name."""
        shown = [field for field in self if field.type not in {"CSRFTokenField", "HiddenField"}]
        field = next((each for each in shown if each.short_name == name), shown[0])
        field.errors = [*field.errors, text]


def says(name: str = "") -> Check:
    """Refuse a field in which nothing can be seen."""

    def check(_form: Form, field: Field) -> None:
        if not says_something(clean(str(field.data or ""))):
            raise ValidationError(Said(refuse(Code.EMPTY_TEXT, name or field.short_name)))

    return check


def fits(limit: int = limits.TEXT) -> Check:
    """Refuse a text of more than `limit` characters."""

    def check(_form: Form, field: Field) -> None:
        if len(clean(str(field.data or ""))) > limit:
            about = "name" if limit == limits.NAME else field.short_name
            raise ValidationError(Said(refuse(Code.TOO_LONG, about)))

    return check


def _options(options: Options, hints: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {"value": value, "label": str(label), "hint": str(hints.get(value, ""))} for value, label in options
    ]

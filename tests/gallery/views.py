"""Made-up views, in the shape that the server sends, of the youth-square dialogue at several moments."""

from __future__ import annotations

from typing import Any

View = dict[str, Any]

PEOPLE = {"p1": "Fatma", "p2": "Joke", "p3": "Nora", "p4": "Ruud", "p5": "Younes"}
STEPS = ("values", "relations", "conduct", "conditions", "actions")


def person(ident: str, **more: object) -> View:
    """One person as everybody sees them."""
    return {
        "id": ident,
        "name": PEOPLE[ident],
        "facilitator": ident == "p3",
        "partner": ident != "p3",
        "at_table": True,
        "absent": False,
        "device": True,
        **more,
    }


def own(ident: str, step: str, prompt: str, text: str, author: str | None, **more: object) -> View:
    """A revealed own entry."""
    return {
        "id": ident,
        "step": step,
        "prompt": prompt,
        "topic": "",
        "question": "",
        "text": text,
        "because": "",
        "meaning": "",
        "author": author,
        "added_later": False,
        "helped_by": None,
        "unconfirmed": False,
        "answer": None,
        **more,
    }


def joint(ident: str, step: str, prompt: str, *texts: str, order: int = 0, **more: object) -> View:
    """A joint wording, or with two texts a point of difference."""
    return {
        "id": ident,
        "kind": "wording" if len(texts) == 1 else "difference",
        "step": step,
        "prompt": prompt,
        "topic": "",
        "question": "",
        "texts": list(texts),
        "because": "",
        "role": "",
        "status": "",
        "owners": [],
        "asked_of": "",
        "due": "",
        "backup": "",
        "serves": [],
        "sources": [],
        "from": [],
        "adopted": False,
        "by": None,
        "helped_by": None,
        "unconfirmed": False,
        "respect": {"count": 0, "names": []},
        "meanings": [],
        "meaning_asked": False,
        "changed": None,
        "alternatives": [],
        "order": order,
        "earlier": False,
        "review": None,
        "feasible": None,
        **more,
    }


def step(key: str, at: str, **more: object) -> View:
    """The state of a step when the group is at another one."""
    state = "closed" if STEPS.index(key) < STEPS.index(at) else "open" if key == at else "ahead"
    return {
        "key": key,
        "number": STEPS.index(key) + 1,
        "state": state,
        "reopened": False,
        "revealed": state == "closed",
        "private": 0,
        "wrote": [],
        "wording": "w1",
        "group": [key],
        "override": None,
        **more,
    }


def gate(key: str, at: str, **more: object) -> View:
    """A gate: open behind a closed step, else shut."""
    is_open = STEPS.index(key) < STEPS.index(at)
    word = "yes" if is_open else "no"
    return {
        "steps": [key],
        "open": is_open,
        "planks": {"sides": word, "everyone": word, "nothing_open": "yes"},
        "shut_by": [],
        "shown": is_open,
        "chosen": [],
        **more,
    }


def base(at: str, phase: str, who: tuple[str, ...] = ("p1", "p2", "p3", "p5"), names: str = "first") -> View:
    """The keys that everybody gets, without any entry."""
    view: View = {
        "map": {
            "id": "m1",
            "title": "Het plein van iedereen",
            "subject": "ons jongerenplan",
            "situation": "",
            "kind": "partnership",
            "form": "long",
            "language": "nl",
            "names": names,
            "side_words": {"formal": "formele kant", "informal": "informele kant"},
            "version": 1,
            "status": "open",
            "paused": False,
            "joining": True,
        },
        "focus": {"step": at, "phase": phase, "screen": "map", "spotlight": None, "begin_with": []},
        "join": {"code": "K7M4PX2Q", "url": "partnerschap.example", "open": True},
        "points": [],
    }
    for key in STEPS:
        view[f"step/{key}"] = step(key, at)
        view[f"gate/{key}"] = gate(key, at)
    for ident in who:
        view[f"person/{ident}"] = person(ident)
    return view


def as_me(view: View, ident: str = "p1", **more: object) -> View:
    """The same view with the keys of one person."""
    me = {**person(ident), "side": "informal", "helps": [], "role": "bewoner", "organisation": "", **more}
    return {**view, "me": me, "me/mine": view.get("me/mine", [])}


def put(view: View, prefix: str, *entries: View) -> View:
    """The view with these entries under their prefix."""
    return {**view, **{f"{prefix}/{entry['id']}": entry for entry in entries}}


VALUES = (
    joint(
        "j1", "values", "success", "iedereen, jong en oud, zich ’s avonds veilig voelt op het plein", order=1
    ),
    joint(
        "j2",
        "values",
        "success",
        "er ruimte is voor verschillende groepen, ook voor jongeren",
        order=2,
        respect={"count": 1, "names": ["Fatma"]},
    ),
    joint("j3", "values", "success", "buren en jongeren elkaar bij naam kennen en aanspreken", order=3),
)
OWN_VALUES = (
    own(
        "o1",
        "values",
        "success",
        "iedereen zich ’s avonds veilig voelt op het plein",
        "Fatma",
        meaning="kinderen spelen buiten tot het donker is",
    ),
    own("o2", "values", "success", "er ruimte is voor verschillende groepen, ook voor jongeren", "Younes"),
    own("o3", "values", "success", "buren en jongeren elkaar kennen en aanspreken", "Joke"),
    own(
        "o4",
        "values",
        "success",
        "wij niet meteen de schuld krijgen",
        "Younes",
        answer={"kind": "not_adopted", "because": "het zit al in ‘er is ruimte’", "by": "Joke"},
    ),
)
PARKED = {"id": "k1", "text": "camera’s ophangen", "by": "Fatma", "used": False}


def values_write() -> View:
    """Step 1, Fatma writes."""
    view = base("values", "write")
    view["step/values"] |= {"private": 2, "wrote": ["Joke", "Younes"]}
    return as_me(view)


def values_reveal() -> View:
    """Step 1, all slips lie open."""
    view = put(base("values", "reveal"), "own", *OWN_VALUES)
    view["step/values"] |= {"revealed": True, "wrote": ["Fatma", "Joke", "Younes"]}
    return as_me(view)


def values_note() -> View:
    """Step 1, noting jointly."""
    view = values_reveal()
    view["focus"] = {**view["focus"], "phase": "note"}
    second = {**VALUES[1], "sources": ["o2"], "from": ["Younes"], "adopted": True}
    view = put(
        put(view, "joint", {**VALUES[0], "sources": ["o1"], "from": ["Fatma"]}, second), "parked", PARKED
    )
    return {**view, "me/mine": ["o1", "j1"]}


def values_at_once() -> View:
    """Step 1: two changed one text at once, and one changed what another took away."""
    view = values_note()
    other = {"text": "iedereen het plein mooi vindt", "by": "Ruud", "helped_by": None}
    late = {"text": "het plein ’s avonds stil is", "by": None, "helped_by": None}
    gone = joint("j9", "values", "success", "het plein stil is", by="Joke", order=9)
    gone = {**gone, "at": "2027-01-14T18:40:00Z", "alternatives": [late]}
    view = put(view, "joint", {**view["joint/j1"], "alternatives": [other]})
    return {
        **put(view, "removed", gone),
        "points": [{"code": "two_wordings", "step": "values", "ids": ["j1", "j9"]}],
    }


def values_consent() -> View:
    """Step 1, Fatma's stance is about an earlier wording."""
    view = values_note()
    view["focus"] = {**view["focus"], "phase": "consent"}
    changed = {
        "by": "Fatma",
        "at": "2027-01-14T18:42:00Z",
        "before": ["iedereen zich ’s avonds veilig voelt op het plein"],
    }
    third = {**VALUES[2], "from": ["Joke"], "sources": ["o3"]}
    view = put(view, "joint", {**VALUES[0], "changed": changed}, VALUES[1], third)
    stance = {"id": "s1", "kind": "agree", "because": "", "current": False, "wording": "w0"}
    return {**view, "me/stance/values/p1": stance}


def relations_note() -> View:
    """Step 2, noting jointly: the busy wall of the picture."""
    view = put(base("relations", "note", ("p1", "p2", "p3", "p4", "p5")), "joint", *VALUES)
    view = put(
        view,
        "joint",
        joint(
            "r1",
            "relations",
            "share_knowledge",
            "Jongeren vertellen wat er speelt, de wijkagent deelt cijfers; niemand noemt namen.",
            order=4,
            **{"from": ["Younes", "Ruud"]},
        ),
        joint(
            "r2",
            "relations",
            "share_say",
            "De jongeren beslissen over het plein.",
            "De buren en de jongeren beslissen samen over het plein.",
            order=5,
        ),
        joint("r3", "relations", "own_strength", "Ik ben geen tolk voor alle jongeren.", order=6),
    )
    view = put(view, "parked", PARKED)
    view["step/relations"] |= {"revealed": True}
    view["joint/j2"] = {**VALUES[1], "respect": {"count": 2, "names": []}}
    return view


def relations_consent() -> View:
    """Step 2: the gate is shut, and the facilitator sees why."""
    view = relations_note()
    view["focus"] = {**view["focus"], "phase": "consent", "spotlight": None}
    chosen = [{"person": p, "name": PEOPLE[p], "current": p != "p5"} for p in ("p1", "p2", "p4", "p5")]
    view["gate/relations"] |= {
        "planks": {"sides": "yes", "everyone": "no", "nothing_open": "no"},
        "shown": True,
        "chosen": chosen,
        "shut_by": [
            {"code": "everyone", "people": ["Younes"], "count": 1},
            {"code": "proviso", "people": ["Ruud"], "count": 1},
        ],
    }
    stances = (("p1", "agree", True), ("p2", "agree", True), ("p4", "proviso", True), ("p5", "agree", False))
    for ident, kind, current in stances:
        is_open = kind == "proviso"
        view[f"stance/s{ident}"] = {
            "id": f"s{ident}",
            "gate": "relations",
            "person": ident,
            "name": PEOPLE[ident],
            "kind": kind,
            "because": "bij geweld meld ik altijd meteen" if is_open else "",
            "current": current,
            "open": is_open,
            "helped_by": None,
            "replies": [],
        }
    return view


def facilitating() -> View:
    """The facilitator's view of `relations_consent`."""
    view = relations_consent()
    kinds = {"p1": "agree", "p2": "agree", "p4": "proviso", "p5": "agree"}
    for ident, kind in kinds.items():
        view[f"table/{ident}"] = {
            "person": ident,
            "side": "informal" if ident in ("p1", "p5") else "formal",
            "partner": True,
            "present": True,
            "wrote": True,
            "chosen": True,
            "current": ident != "p5",
            "kind": kind,
        }
    view["table/p3"] = {
        "person": "p3",
        "side": "",
        "partner": False,
        "present": True,
        "wrote": False,
        "chosen": False,
        "current": False,
        "kind": "",
    }
    view["code"] = {"code": "K7M4PX2Q", "open": True}
    return as_me(view, "p3", partner=False, facilitator=True, side="")


def relations_write() -> View:
    """Step 2, Fatma writes, two slips are kept."""
    view = put(base("relations", "write"), "joint", *VALUES)
    view["step/relations"] |= {"private": 1, "wrote": ["Fatma"]}
    view = as_me(view, helps=[{"id": "p9", "name": "Meneer De Wit"}])
    slips = [
        own(
            "x1",
            "relations",
            "share_knowledge",
            "wij vertellen wat er speelt, zonder namen",
            None,
            person="p1",
            late=False,
        )
    ]
    return put(view, "me/own", *slips)


def conditions_note() -> View:
    """Step 4, with topics, statuses and an own topic."""
    view = put(base("conditions", "note", ("p1", "p2", "p3", "p4", "p5")), "joint", *VALUES)
    view = put(
        view,
        "joint",
        joint(
            "c1",
            "conditions",
            "environment",
            "Wij krijgen een sleutel van het buurthuis.",
            topic="support",
            status="unmet",
            order=8,
        ),
        joint(
            "c2",
            "conditions",
            "environment",
            "Bij gevaar bellen we 112. Dat is de wet.",
            topic="safety",
            status="frame",
            order=9,
        ),
        joint(
            "c3",
            "conditions",
            "people",
            "Iedereen laat een ander uitpraten.",
            topic="own_topic",
            question="aan geduld?",
            status="agreement",
            order=10,
        ),
    )
    view = put(
        view, "own", own("oc", "conditions", "people", "rustig blijven", "Ruud", topic="process_skill")
    )
    view["step/conditions"] |= {"revealed": True}
    return as_me(view)


def actions_note() -> View:
    """Step 5, with owners, dates and requests."""
    view = put(base("actions", "note", ("p1", "p2", "p3", "p4", "p5")), "joint", *VALUES)
    view = put(
        view,
        "joint",
        joint(
            "a1",
            "actions",
            "mine",
            "Ik vraag de jongeren om mee te komen.",
            order=11,
            due="2027-03-01",
            owners=[{"person": "p5", "name": "Younes", "answer": "taken"}],
        ),
        joint(
            "a2",
            "actions",
            "ours",
            "We houden twee pleinavonden met eten.",
            order=12,
            due="2027-04-15",
            serves=["j1"],
            backup="Joke",
            owners=[
                {"person": "p1", "name": "Fatma", "answer": ""},
                {"person": "p5", "name": "Younes", "answer": "taken"},
            ],
            feasible={"want": 2, "can": 2, "circumstances": 1, "asked": 2},
        ),
        joint(
            "a3", "actions", "others", "Een lamp bij de bankjes en het pad.", order=13, asked_of="de gemeente"
        ),
    )
    answered = {
        "kind": "answer",
        "by": None,
        "about": "a3",
        "version": 1,
        "helped_by": None,
        "unconfirmed": False,
    }
    # The later one counts, although the clock was put back in between.
    said = [("t1", "yes", "Vanaf mei staat hij er.", "2027-04-18"), ("t2", "no", "Toch niet.", "2027-04-17")]
    for order, (ident, progress, text, day) in enumerate(said):
        told = {"id": ident, "progress": progress, "text": text, "outside": "Mila", "order": order}
        view[f"told/{ident}"] = {**answered, **told, "at": f"{day}T12:00:00+00:00"}
    view["step/actions"] |= {"revealed": True}
    view["points"] = [{"code": "value_without_action", "step": "actions", "ids": ["j3"]}]
    return as_me(view)


def busy() -> View:
    """A wall with much more than fits."""
    view = relations_note()
    text = "Wij spreken elkaar eerst zelf aan, en pas daarna bellen wij de wijkagent of de gemeente."
    extra = [
        joint(
            f"b{n}",
            "relations",
            ("share_knowledge", "share_say", "own_strength", "decide_together")[n % 4],
            f"{n}. {text}",
            order=20 + n,
        )
        for n in range(9)
    ]
    values = [joint(f"v{n}", "values", "success", f"{n}. {text}", order=40 + n) for n in range(7)]
    return put(view, "joint", *extra, *values)


def coded() -> View:
    """The code fills the wall."""
    view = base("values", "write")
    view["focus"]["screen"] = "code"
    return view

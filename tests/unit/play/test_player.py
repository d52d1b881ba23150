import pytest

from partnerschap.play.errors import PlayError


def act(do, by="", **fields):
    lines = [f"[[acts]]\ndo = {do!r}"]
    if by:
        lines.append(f"by = {by!r}")
    for key, value in fields.items():
        text = str(value).lower() if isinstance(value, bool) else repr(value)
        lines.append(f"{key.rstrip('_')} = {text}")
    return "\n".join(lines) + "\n"


def own(by, text, label, **more):
    return act("write", by, step="values", prompt="success", text=text, as_=label, **more)


def note(by, text, label, step="values", prompt="success", **more):
    return act("note", by, step=step, prompt=prompt, text=text, as_=label, **more)


def agree(*people, step="values"):
    return "".join(
        act("stance", who, step=step, stance="agree", **({"by_hand_of": "bo"} if who == "dirk" else {}))
        for who in people
    )


def failure(play, acts, **more):
    with pytest.raises(PlayError) as caught:
        play(acts, **more)
    return caught.value


def test_an_act_that_is_refused_fails_the_script_with_its_line_and_code(play, table):
    found = failure(play, act("reveal", "bo", step="values"))

    assert found.line == table.count("\n") + 1
    assert "facilitator_only" in found.why


def test_an_act_that_must_be_refused_and_is_not_fails_the_script(play):
    found = failure(play, own("bo", "een", "w1", refused=True))

    assert "moest geweigerd worden" in found.why


def test_a_refusal_with_another_code_fails_the_script(play):
    found = failure(play, act("reveal", "bo", step="values", refused="frozen"))

    assert "facilitator_only, en niet met frozen" in found.why


def test_a_refusal_with_its_code_is_as_it_should_be(play):
    player = play(act("reveal", "bo", step="values", refused="facilitator_only"))

    assert not player.world.wall.view["step/values"]["revealed"]


def test_a_crash_is_no_refusal(play):
    found = failure(play, act("reveal", "ann", step="values", refused=True), crash_at="reveal")

    assert "500" in found.why


def test_what_is_done_without_network_is_sent_when_there_is_network_again(play):
    acts = (
        act("offline", "bo")
        + own("bo", "zonder net", "w1")
        + act("reveal", "bo", step="values", refused=True)
    )
    player = play(acts + act("online", "bo"))
    bo = player.world.devices["bo"]

    assert [e["text"] for key, e in bo.view.items() if key.startswith("me/own/")] == ["zonder net"]


def test_a_refusal_without_network_is_judged_when_there_is_network_again(play, table):
    acts = act("offline", "bo") + act("reveal", "bo", step="values") + act("online", "bo")
    found = failure(play, acts)

    assert found.line == table.count("\n") + 4


def test_a_stance_without_network_is_about_the_words_that_were_on_screen(play):
    acts = (
        note("cas", "oud", "v1")
        + act("offline", "bo")
        + agree("bo")
        + act("edit", "cas", entry="v1", text="nieuw")
        + act("online", "bo")
        + "[[acts]]\ndo = 'expect'\nstale = {step = 'values', who = ['bo']}\n"
    )

    assert play(acts).world.stances.on("values")


def test_what_arrives_after_the_reveal_stays_with_its_writer(play):
    acts = act("offline", "bo") + own("bo", "te laat", "w1") + act("reveal", "ann", step="values")
    player = play(acts + act("online", "bo"))

    assert not player.world.devices["cas"].has_received("te laat")
    assert player.world.devices["bo"].has_received("te laat")


def test_someone_without_a_device_is_seated_and_acts_by_another_hand(play):
    player = play(own("dirk", "met hulp", "w1", by_hand_of="cas") + act("reveal", "ann", step="values"))
    entry = player.world.wall.view[f"own/{player.world.names.label('w1')}"]

    assert (entry["author"], entry["helped_by"], entry["unconfirmed"]) == ("Dirk", "Cas", True)


def test_who_is_on_another_device_waits_with_it_for_the_network(play):
    acts = act("offline", "cas") + own("dirk", "met hulp", "w1", by_hand_of="cas")
    waiting = play(acts)
    arrived = play(acts + act("online", "cas"))

    assert waiting.world.wall.view["step/values"]["private"] == 0
    assert arrived.world.wall.view["step/values"]["private"] == 1


LATER = '[[people]]\nkey = "eva"\nname = "Eva"\nside = "formal"\njoins_later = true\n'


def test_who_joins_later_is_a_stranger_until_then(play, table):
    acts = (
        own("eva", "nog niet", "w1", refused="not_joined") + act("join", "eva") + own("eva", "nu wel", "w2")
    )
    player = play(acts, head=table + LATER)

    assert player.world.devices["eva"].connected


def test_who_left_receives_nothing_until_they_come_back(play):
    acts = (
        act("leave", "cas")
        + act("park", "bo", text="achter zijn rug")
        + act("leave", "cas", refused="not_joined")
    )
    away = play(acts).world.devices["cas"]
    back = play(acts + act("join", "cas")).world.devices["cas"]

    assert not away.has_received("achter zijn rug")
    assert back.has_received("achter zijn rug")


def test_joining_twice_is_refused(play):
    acts = act("join", "bo", refused="duplicate") + act("join", "dirk", by_hand_of="bo", refused="duplicate")

    assert play(acts).world.devices["bo"].connected


def test_a_second_facilitator_is_given_the_role(play, table):
    second = '[[people]]\nkey = "fay"\nname = "Fay"\nside = "formal"\nfacilitator = true\n'
    player = play(act("reveal", "fay", step="values"), head=table + second)

    assert player.world.wall.view["step/values"]["revealed"]


def test_two_people_of_one_name_cannot_both_join(play, table):
    with pytest.raises(PlayError, match="duplicate"):
        play("", head=table + '[[people]]\nkey = "bo2"\nname = "bo boer"\nside = "formal"\n')


def test_a_whole_step_closes(play):
    acts = note("cas", "samen", "v1") + agree("bo", "cas", "dirk") + act("close", "ann", step="values")

    assert play(acts).world.gate_of("values")["open"]


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("sees = {who = 'bo', text = 'samen', is = false}", "bo heeft 'samen' al gekregen"),
        ("sees = {who = 'projector', text = 'nergens'}", "projector heeft 'nergens' nog niet gekregen"),
        ("gate = {step = 'values'}", "de poort na values is dicht"),
        ("gate = {step = 'relations', open = true}", "de poort na relations is dicht"),
        ("stale = {step = 'values', who = ['bo']}", "verouderd is: niemand"),
        ("entry = {label = 'v1', text = 'apart'}", "bij 'v1' staat: samen"),
        ("entry = {label = 'weg', text = 'weg'}", "'weg' is er niet"),
        ("side_gap = {step = 'values', side = 'informal'}", "informal is er al iemand akkoord"),
        ("unserved = []", "zonder actie is: samen"),
        ("contract = {version = 1}", "versie 1 heeft geen contract"),
    ],
)
def test_what_is_expected_and_is_not_so_fails_in_words(expected, words, play, table):
    acts = (
        note("cas", "samen", "v1")
        + note("cas", "weg", "weg")
        + act("remove", "cas", entry="weg")
        + agree("bo")
    )
    before = (table + acts).count("\n")
    found = failure(play, acts + f"[[acts]]\ndo = 'expect'\n{expected}\n")

    assert words in found.why
    assert found.line == before + 1


@pytest.mark.parametrize(
    "expected",
    [
        "sees = {who = 'bo', text = 'samen'}",
        "gate = {step = 'values', open = false}\nstale = {step = 'values', who = []}",
        "entry = {label = 'v1', text = ' samen '}\nunserved = ['v1']",
        "entry = {label = 'p1', text = 'later'}",
        "side_gap = {step = 'values', side = 'formal'}",
        "same_everywhere = true",
    ],
)
def test_what_is_expected_and_is_so_goes_on(expected, play):
    acts = note("cas", "samen", "v1") + act("park", "bo", text="later", as_="p1") + agree("bo")

    assert play(acts + f"[[acts]]\ndo = 'expect'\n{expected}\n")


def test_a_consent_by_a_hand_of_the_other_side_leaves_that_side_open(play):
    acts = note("cas", "samen", "v1") + act("stance", "dirk", step="values", stance="agree", by_hand_of="cas")

    assert play(acts + "[[acts]]\ndo = 'expect'\nside_gap = {step = 'values', side = 'informal'}\n")


def test_an_answered_proviso_is_a_consent(play):
    acts = (
        note("cas", "samen", "v1")
        + act("stance", "bo", step="values", stance="proviso", because="als het kan", as_="s")
        + "[[acts]]\ndo = 'expect'\nside_gap = {step = 'values', side = 'informal'}\n"
        + act("reply", "cas", to="s", text="het kan")
        + "[[acts]]\ndo = 'expect'\nside_gap = {step = 'values', side = 'informal'}\n"
    )

    assert "al iemand akkoord" in failure(play, acts).why


SIGNED = (
    note("cas", "samen", "v1")
    + "".join(
        agree("bo", "cas", "dirk", step=step) + act("close", "ann", step=step)
        for step in ("values", "relations", "conduct", "conditions", "actions")
    )
    + act("terms", "bo", non_compliance="bellen", review_on="2027-06-10")
    + act("freeze", "ann")
    + act("sign", "bo", method="drawn")
    + act("decline", "cas", because="nog niet")
    + act("sign", "dirk", method="typed", by_hand_of="bo")
    + act("seal", "ann")
)


def test_a_contract_is_held_to_its_words_and_its_signatures(play):
    expected = "contract = {contains = ['10  juni\\n2027', 'samen'], lacks = ['nog niet'], "
    signed = "version = 1, signed = ['bo', 'dirk'], declined = ['cas']}"

    assert play(SIGNED + '[[acts]]\ndo = "expect"\n' + (expected + signed).replace("'", '"') + "\n")


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ('contract = {contains = ["apart"]}', "'apart' staat niet in het contract"),
        ('contract = {lacks = ["samen"]}', "'samen' staat in het contract"),
        ('contract = {signed = ["bo"]}', "signed is: bo, dirk"),
        ("contract = {declined = []}", "declined is: cas"),
        ("contract = {version = 2}", "versie 2 heeft geen contract"),
    ],
)
def test_a_contract_that_is_not_as_expected_fails(expected, words, play):
    found = failure(play, SIGNED + f'[[acts]]\ndo = "expect"\n{expected}\n')

    assert words in found.why


def test_a_screen_that_shows_another_map_is_noticed(play):
    player = play(note("cas", "samen", "v1"))
    bo = player.world.devices["bo"]
    key = next(key for key in bo.view if key.startswith("joint/"))
    bo.view = {**bo.view, key: {**bo.view[key], "texts": ["iets anders"]}}

    problem = player._expectations.problem({"same_everywhere": True})

    assert "het scherm van bo" in problem
    assert key in problem


def test_what_was_never_made_is_not_there(play):
    assert play(act("respect", "bo", entry="v9", refused="not_found"))


def test_a_label_stands_for_what_was_last_made_under_it_and_not_for_what_was_refused(play):
    acts = (
        note("cas", "een", "v1")
        + note("cas", "twee", "v1")
        + note("cas", "", "v1", refused="empty_text")
        + "[[acts]]\ndo = 'expect'\nentry = {label = 'v1', text = 'twee'}\n"
    )

    assert play(acts)


def finished():
    acts = ""
    for step in ("values", "relations", "conduct", "conditions", "actions"):
        acts += agree("bo", "cas", "dirk", step=step) + act("close", "ann", step=step)
    return acts + act("terms", "bo", non_compliance="praten", review_on="2027-06-10") + act("freeze", "ann")


@pytest.mark.parametrize("code", ["duplicate", "frozen"])
def test_freezing_twice_is_refused_with_either_code_that_the_rules_name(code, play):
    assert play(finished() + act("freeze", "ann", refused=code))


@pytest.mark.parametrize("code", ["duplicate", "sealed"])
def test_finishing_twice_is_refused_with_either_code_that_the_rules_name(code, play):
    answers = act("sign", "bo", method="typed") + act("sign", "cas", method="typed")
    answers += act("decline", "dirk", by_hand_of="bo") + act("seal", "ann")

    assert play(finished() + answers + act("seal", "ann", refused=code))


def test_another_code_does_not_do_for_an_act_done_twice(play):
    assert "duplicate" in failure(play, finished() + act("freeze", "ann", refused="gate_shut")).why


def test_without_a_version_the_latest_that_has_a_contract_is_meant(play):
    opened = act("reopen", "bo", because="er mist iets")
    expected = "[[acts]]\ndo = 'expect'\ncontract = {contains = ['praten']}\n"

    assert play(finished() + opened + expected)


def test_expected_words_are_cleaned_as_the_app_cleans_what_people_type(play):
    acts = note("cas", "TEXT", "v1").replace("'TEXT'", '"sa\\u202emen "')
    expected = 'entry = {label = "v1", text = "sa\\u202emen "}\nsees = {who = "bo", text = " samen "}\n'

    assert play(acts + "[[acts]]\ndo = 'expect'\n" + expected)


SECOND = '[[people]]\nkey = "fie"\nname = "Fie"\nfacilitator = true\njoins_later = true\n'


@pytest.mark.parametrize(("goes", "returns"), [("offline", "online"), ("leave", "join")])
def test_a_second_facilitator_gets_the_role_when_somebody_is_there_to_give_it(goes, returns, play, table):
    acts = act(goes, "ann") + act("join", "fie") + act("reveal", "fie", step="values", refused=True)
    acts += act(returns, "ann") + act("reveal", "fie", step="values")

    assert play(acts, head=table + SECOND).world.wall.view["step/values"]["revealed"]

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
    acts = note("cas", "TEXT", "v1").replace("'TEXT'", '"sa\\u202emen "')
    expected = 'entry = {label = "v1", text = "sa\\u202emen "}\nsees = {who = "bo", text = " samen "}\n'

    assert play(acts + "[[acts]]\ndo = 'expect'\n" + expected)


SECOND = '[[people]]\nkey = "fie"\nname = "Fie"\nfacilitator = true\njoins_later = true\n'


@pytest.mark.parametrize(("goes", "returns"), [("offline", "online"), ("leave", "join")])
def test_a_second_facilitator_gets_the_role_when_somebody_is_there_to_give_it(goes, returns, play, table):
    acts = act(goes, "ann") + act("join", "fie") + act("reveal", "fie", step="values", refused=True)
    acts += act(returns, "ann") + act("reveal", "fie", step="values")

    assert play(acts, head=table + SECOND).world.wall.view["step/values"]["revealed"]

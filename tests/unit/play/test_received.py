from partnerschap.play.received import one_line, words_in

VIEW = {
    "person/1": {"id": "1", "name": "Elif"},
    "me": {"name": "Elif", "role": "deelnemer"},
    "table/1": {"person": "1", "side": "formal"},
    "map": {"title": "Taalgroep"},
    "gate/values": {"chosen": [{"person": "1", "name": "Elif"}], "shut_by": [{"people": ["Elif"]}]},
    "step/values": {"wrote": ["Elif"], "override": {"reason": "te laat", "by": None}},
    "contract": {"signed": [{"name": "Elif"}]},
    "own/9": {
        "id": "9",
        "text": "ik durf",
        "author": None,
        "answer": {"kind": "adapted", "because": "korter"},
    },
    "joint/8": {"texts": ["wij", "zij"], "sources": ["9"], "owners": [{"name": "Trees"}]},
    "stance/7": {"because": "omdat", "replies": [{"text": "toch", "by": None}]},
    "me/own/6": {"text": "nog stil"},
}


def test_words_of_people_are_found_and_the_list_of_who_is_there_is_not():
    assert set(words_in(VIEW)) == {
        "te laat",
        "ik durf",
        "korter",
        "wij",
        "zij",
        "Trees",
        "omdat",
        "toch",
        "nog stil",
    }


def test_any_run_of_white_space_is_one_space():
    assert one_line(" cafe\u0301\n\t om  de hoek ") == "café om de hoek"

from click.testing import CliRunner

from partnerschap.play.commands import FAILED, UNREADABLE, play_command


def run(*arguments):
    return CliRunner().invoke(play_command, [str(each) for each in arguments])


def test_an_unreadable_script_ends_with_2_and_names_file_line_and_key(tmp_path, table):
    file = tmp_path / "stuk.toml"
    file.write_text(table + '[[acts]]\ndo = "dance"\nby = "bo"\n', "utf-8")
    done = run(file)

    assert done.exit_code == UNREADABLE == 2
    assert f"{file}:{table.count(chr(10)) + 2}: do:" in done.output


def test_a_script_that_is_not_there_ends_with_2(tmp_path):
    done = run(tmp_path / "weg.toml")

    assert done.exit_code == 2
    assert "weg.toml" in done.output


def test_an_unknown_kind_to_stop_at_ends_with_2(tmp_path, table):
    file = tmp_path / "goed.toml"
    file.write_text(table, "utf-8")

    assert run(file, "--until", "dance").exit_code == 2


def test_an_address_where_nobody_answers_ends_with_1(tmp_path, table):
    file = tmp_path / "goed.toml"
    file.write_text(table, "utf-8")
    done = run(file, "--address", "http://127.0.0.1:9")

    assert done.exit_code == FAILED == 1
    assert f"{file}:2:" in done.output
    assert "antwoordt niet" in done.output


def test_a_contract_for_a_folder_that_is_not_there_ends_with_2_before_anything_is_played(tmp_path, table):
    script = tmp_path / "proef.toml"
    script.write_text(table)
    result = run(str(script), "--contract", str(tmp_path / "weg" / "contract.pdf"))

    assert result.exit_code == 2
    assert "bestaat niet" in result.output

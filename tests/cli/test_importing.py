from cuibono.cli.run import run


def test_import_tells_what_was_loaded_set_aside_and_not_mapped(tmp_path, capfd):
    path, ledger = tmp_path / "v.csv", str(tmp_path / "ledger")
    path.write_text(
        "date,draft,agenda_item,member_veto1,member_veto2,member_veto3\n"
        "2/16/1946,2,Question,USSR,,\n6/30/1946,3,Question,Atlantis,UK,\nnever,4,Q,USA,,\n"
    )
    assert run(["import", "vetoes", str(path), "--ledger", ledger]) == 0
    told = capfd.readouterr().out
    assert "UN Security Council vetoes: 1 file: 3 events, 1 line set aside" in told
    assert "1 row whose actor does not map, kept as given: Atlantis 1" in told
    assert "set aside: 1 × date is not a day, first at v.csv:4" in told
    assert run(["import", "vetoes", str(path), "--ledger", ledger]) == 0
    assert "0 events, 0 lines set aside, 1 file already in the ledger" in capfd.readouterr().out


def test_a_wrong_file_or_format_is_one_line(tmp_path, capfd):
    path = tmp_path / "v.csv"
    path.write_text("a,b\n")
    ledger = ["--ledger", str(tmp_path / "ledger")]
    assert run(["import", "vetoes", str(path), *ledger]) == 1
    assert run(["import", "veto", str(path), *ledger]) == 2
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "not UN Security Council vetoes: no column" in lines[0]

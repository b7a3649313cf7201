from bridge.doctor.findings import Diagnosis, Finding, walk

FOUND = Finding("input", "note", "a"), Finding("model", "dead", "b", "c"), Finding("output", "dead", "d")


def test_the_first_dead_link_is_named():
    told = []
    diagnosis = walk([lambda f=f: [f] for f in FOUND], told.append)
    assert diagnosis.first_dead.what == "b" and len(told) == 3
    assert diagnosis.summary == "first dead link: model (b)"


def test_without_one_every_link_is_alive():
    assert Diagnosis([FOUND[0]]).first_dead is None
    assert Diagnosis([FOUND[0]]).summary == "every link is alive"


def test_a_finding_tells_its_cure_below():
    assert str(Finding("clock", "note", "late", "rest")) == "note  clock   late\n              cure: rest"


def test_machines_are_told_all_of_it():
    told = Diagnosis(list(FOUND)).plain()
    assert told["alive"] is False and told["first_dead"]["cure"] == "c"
    assert [finding["state"] for finding in told["findings"]] == ["note", "dead", "dead"]

from bridge.engine.rehearsal import Says

MELODY = [(0, 60, 24, 80), (24, 62, 24, 80), (24, 65, 24, 80), (48, 64, 24, 80)]


def events(messages):
    return [message[3:5] for message in messages if message[0] == "event"]


def test_it_says_what_it_was_told_to():
    engine = Says(MELODY)
    assert engine.waiting()[0][0] == "opened"
    engine.send(("sync", 0, [(0, 50, 24, 80)]))
    engine.send(("generate", 1, {"first_tick": 96}))
    said = engine.waiting()
    assert said[0] == ("event", 1, 0, 96, 60, 24, 80)
    assert said[-1] == ("done", 1, "end")
    assert engine.context[-1].tick == 144
    assert engine.heard[0] == ("sync", 0, [(0, 50, 24, 80)])


def test_it_ends_as_the_engine_does():
    def reason(**spec):
        engine = Says(MELODY)
        engine.send(("sync", 0, [(0, 50, 24, 80)]))
        engine.send(("generate", 1, {"first_tick": 0, **spec}))
        said = engine.waiting()
        return events(said), said[-1][2]

    assert reason(count=1) == ([(0, 60)], "count")
    assert reason(until_tick=24) == ([(0, 60)], "until")
    assert reason(chord=True) == ([(0, 60)], "chord")


def test_held_back_it_can_be_interrupted():
    engine = Says(MELODY, hold=True)
    engine.waiting()
    engine.send(("generate", 1, {}))
    engine.step()
    engine.send(("halt", 1))
    assert [message[0] for message in engine.waiting()] == ["event", "done"]
    engine.step()
    assert engine.waiting() == []

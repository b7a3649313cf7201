"""What follows from the deaths of an engine, in virtual time."""

from bridge.engine.deaths import ALONE, DEATHS, DEATHS_WITHIN_S, EMPTY, LONGEST_REST_S, REST, REST_S, SHORT, WHOLE, Deaths


def test_once_is_chance():
    assert Deaths().died(0.0, shared=True) == WHOLE


def test_again_without_an_answer_is_the_context():
    deaths = Deaths()
    assert [deaths.died(at, shared=False) for at in (0.0, 40.0, 80.0, 120.0)] == [WHOLE, SHORT, EMPTY, EMPTY]


def test_whoever_shares_a_process_is_set_apart_first():
    deaths = Deaths()
    found = [deaths.died(0.0, True), deaths.died(40.0, True), deaths.died(80.0, False), deaths.died(120.0, False)]
    assert found == [WHOLE, ALONE, SHORT, EMPTY]


def test_who_answers_in_a_process_that_dies_again_is_set_apart_with_all_it_knows():
    deaths = Deaths()
    deaths.died(0.0, True)
    deaths.answered()
    assert [deaths.died(10.0, True), deaths.died(50.0, False)] == [ALONE, SHORT]
    deaths.answered()
    assert deaths.died(90.0, False) == WHOLE


def test_an_answer_between_them_clears_the_context():
    deaths = Deaths()
    for at in (0.0, 40.0, 80.0):
        assert deaths.died(at, False) == WHOLE
        deaths.answered()


def test_over_and_over_it_rests_though_it_answers():
    deaths = Deaths()
    found = []
    for i in range(DEATHS):
        found.append(deaths.died(i * DEATHS_WITHIN_S / DEATHS, False))
        deaths.answered()
    assert found == [WHOLE] * (DEATHS - 1) + [REST]


def test_now_and_then_is_not_over_and_over():
    deaths = Deaths()
    for i in range(5 * DEATHS):
        assert deaths.died(i * DEATHS_WITHIN_S, False) != REST


def test_rests_grow_up_to_a_bound_and_begin_anew_when_all_went_well():
    deaths = Deaths()
    now, rests = 0.0, []
    for _ in range(12):
        rests.append(deaths.rest(now))
        now += rests[-1] + 1.0
    assert rests[:3] == [REST_S, 2 * REST_S, 4 * REST_S] and rests[-1] == LONGEST_REST_S
    assert deaths.rest(now + 2 * LONGEST_REST_S) == REST_S
